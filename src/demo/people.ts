import type { Profession } from '../shared/action.ts'

/** The six of the demo, as `.m365agentsplayground.yml` signs them in. */
export interface DemoPerson {
  externalId: string
  teamsUserId: string
  name: string
  profession: Profession
  /** what somebody may call them in `/som` */
  words: readonly string[]
}

export const demoTenantId = '00000000-0000-4000-8000-0000000000a0'
export const demoInstitution = 'Solsikken'
/** the chat that the local client opens with, the first person's, as `.m365agentsplayground.yml` names it */
export const demoChatId = 'a:lone-holm'

const person = (number: number, name: string, profession: Profession, ...words: string[]): DemoPerson => ({
  externalId: `00000000-0000-4000-8000-00000000000${number}`,
  teamsUserId: `29:${name.toLowerCase().replace(' ', '-')}`,
  name,
  profession,
  words,
})

export const demoPeople: readonly DemoPerson[] = [
  person(1, 'Lone Holm', 'daycareLeader', 'leder', 'dagtilbudsleder', 'tovholder', 'leader'),
  person(2, 'Mette Dahl', 'outreachAdvisor', 'rådgiver', 'socialrådgiver', 'fremskudt', 'social worker'),
  person(3, 'Jens Bach', 'psychologist', 'psykolog', 'ppr', 'psychologist'),
  person(4, 'Ali Demir', 'speechTherapist', 'tale-hørekonsulent', 'talepædagog', 'speech'),
  person(5, 'Sara Lind', 'healthVisitor', 'sundhedsplejerske', 'health visitor'),
  person(6, 'Ida Krogh', 'pedagogue', 'pædagog', 'pedagogue'),
]
