import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { type AgendaItem, type NameChange, nameChange } from '../model.ts'
import type { AgendaStore } from '../store.ts'

/** The children that items name. */
export function createChildren({ store, teams, ids }: { store: AgendaStore; teams: TeamService; ids: Ids }) {
  /** @returns the new child's id */
  async function add(tx: Tx, { tenantId, institutionId }: Team, name: string, now: Date): Promise<string> {
    const id = ids.next()
    await store.insertChild(tx, { id, tenantId, institutionId, name }, now)
    return id
  }

  /** @param name empty leaves it as it is */
  async function changeOf(tx: Tx, { id, childId }: AgendaItem, name: string): Promise<NameChange> {
    const known = childId === null || name === '' ? null : await store.child(tx, childId)
    return known ? nameChange(known.name, name, await store.isBound(tx, { id, childId: known.id })) : 'same'
  }

  return {
    add,
    changeOf,

    /**
     * The child of an item whose name was changed: the same one under another spelling, or a new one in place of one
     * that nothing else tells of. A change that is unclear must have been asked about: it is the same child then.
     * @param name empty leaves it as it is
     */
    async rename(tx: Tx, item: AgendaItem, name: string, now: Date): Promise<string | null> {
      const { childId, teamId } = item
      if (childId === null || name === '') return childId
      if ((await changeOf(tx, item, name)) !== 'another') {
        await store.renameChild(tx, childId, name)
        return childId
      }
      await store.deleteChild(tx, childId)
      return add(tx, await teams.get(tx, teamId), name, now)
    },
  }
}
