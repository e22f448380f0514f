import type { Reading, Standing } from '../../consent/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { CarriedPoint } from '../carried/model.ts'
import type { AgendaItem, FormState } from '../model.ts'

/** An item as one reader may see it. */
export interface ItemView {
  item: AgendaItem
  /** 0 while it waits */
  number: number
  reading: Reading
  standing: Standing
  /** null: withheld, or nobody is named */
  childName: string | null
  formState: FormState
  /** a name; null for somebody who is not known any more */
  presenter: string | null
  filler: string | null
  /** where a carried item comes from; `owner` is a name, `readable` is about the action point's text */
  carried: {
    point: CarriedPoint | null
    owner: string | null
    meeting: Meeting | null
    readable: boolean
  } | null
}
