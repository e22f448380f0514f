import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import { type AgendaItem, sameChild } from './model.ts'
import type { AgendaStore } from './store.ts'

/** The children that items name. */
export function createChildren({ store, teams, ids }: { store: AgendaStore; teams: TeamService; ids: Ids }) {
  /** @returns the new child's id */
  async function add(tx: Tx, { tenantId, institutionId }: Team, name: string, now: Date): Promise<string> {
    const id = ids.next()
    await store.insertChild(tx, { id, tenantId, institutionId, name }, now)
    return id
  }

  return {
    add,

    /**
     * The child of an item whose name was changed: the same one under another spelling, or a new one, so that no
     * consent to the former holds for it, and what was held about the former keeps its name.
     * @param name empty leaves it as it is
     */
    async rename(tx: Tx, item: AgendaItem, name: string, now: Date): Promise<string | null> {
      const { childId, teamId } = item
      if (childId === null || name === '') return childId
      const known = await store.child(tx, childId)
      if (known && !sameChild(known.name, name)) return add(tx, await teams.get(tx, teamId), name, now)
      await store.renameChild(tx, childId, name)
      return childId
    },
  }
}
