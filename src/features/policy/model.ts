import { z } from 'zod'
import { dayField } from '../../shared/day.ts'
import type { MeetingCalendar } from '../../shared/working-calendar.ts'
import { isZone, timeField } from '../../shared/zoned-time.ts'
import { componentsSchema, defaultComponents } from './assessment/model.ts'
import { defaultSigns, layouts, scales, signsSchema } from './form/model.ts'

const longestSparring = 200

/** A text in both languages of the product. */
const bilingual = z.object({ da: z.string(), en: z.string() })

/**
 * What a municipality decides (P7): data with defaults, never code. Stored per key; what is not stored is the default.
 */
const fields = z.object({
  zone: z.string().refine(isZone).default('Europe/Copenhagen'),
  /** section 5: the three-day rule */
  leadDays: z.number().int().min(1).max(30).default(3),
  leadMode: z.enum(['calendar', 'working']).default('calendar'),
  sendAt: timeField.default('12:00'),
  /** 5 June, 24 and 31 December */
  usualClosingDays: z.boolean().default(true),
  closingDays: z.array(dayField).default([]),
  /** further days on which one institution alone is closed, by its id */
  institutionClosingDays: z.record(z.string(), z.array(dayField)).default({}),
  /** ISO weeks in which no meeting is proposed */
  schoolHolidayWeeks: z.array(z.number().int().min(1).max(53)).default([7, 29, 30, 42]),
  /** hours in which a time is looked for where a team's own cannot be had */
  preferredHours: z.object({ from: timeField, until: timeField }).default({ from: '08:00', until: '16:00' }),
  /** from one place to another, between two meetings of one person (R-POLL-1) */
  travelMinutes: z.number().int().min(0).max(240).default(30),
  /** R-ACT-4 */
  digestAt: timeField.default('08:30'),
  digestUntil: timeField.default('16:00'),
  /** R-POLL-3: working days from opening a poll to its deadline */
  pollWorkingDays: z.number().int().min(1).max(30).default(5),
  /** when the deadline has come: the coordinator chooses, or a time that suits everybody asked is taken by itself */
  pollClosing: z.enum(['suggest', 'confirmUnanimous']).default('suggest'),
  /** R-FORM-1 */
  formAskDays: z.number().int().default(10),
  formReminderWorkingDays: z.array(z.number().int().positive()).default([5, 1]),
  /** R-FORM-4: the signs of the form */
  signs: signsSchema.default(defaultSigns),
  /** R-FORM-6: the scale of the placements */
  scale: z.enum(scales).default('wellbeing'),
  /** of the forms that are begun from now on */
  formLayout: z.enum(layouts).default('lineal'),
  /** whom one can ask while one waits for the meeting: the form's overview lists them */
  sparring: z
    .array(
      z.object({
        da: z.string().max(longestSparring, `write it in at most ${longestSparring} characters`),
        en: z.string().max(longestSparring, `write it in at most ${longestSparring} characters`),
      }),
    )
    .max(6, 'six options fill a card: choose the most important ones')
    .default([
      {
        da: 'Din leder: hvad kan I prøve i hverdagen allerede nu?',
        en: 'Your leader: what can you try from day to day already now?',
      },
      {
        da: 'PPR: ring, og få råd om sprog, trivsel eller samspil.',
        en: 'PPR: call and get advice on language, wellbeing or interplay.',
      },
      {
        da: 'Den fremskudte rådgiver: spørg, hvad familien kan få hjælp til.',
        en: 'The outreach advisor: ask what the family can get help with.',
      },
      {
        da: 'Sundhedsplejersken: spørg om søvn, mad og udvikling hos de mindste.',
        en: 'The health visitor: ask about sleep, food and development of the youngest.',
      },
    ]),
  /** R-ACT-3: the ladder */
  nudgeBeforeWorkingDays: z.number().int().min(1).default(3),
  nudgeEveryWorkingDays: z.number().int().min(1).default(3),
  nudgeTimes: z.number().int().min(1).default(5),
  /** so often an owner moves a due day without asking; after that the coordinator decides */
  ownDueChanges: z.number().int().min(0).max(20).default(2),
  /** the coordinator is reminded of minutes that are not approved, of a version that is not filed (R-MIN-1, R-MIN-2) */
  approveWithinWorkingDays: z.number().int().min(1).max(60).default(2),
  journalWithinWorkingDays: z.number().int().min(1).max(60).default(5),
  /** R-CONS-2, R-CONS-3 */
  consentMonths: z.number().int().min(1).max(24).default(12),
  residentParentAlone: z.boolean().default(false),
  /** R-CONS-1: consent to share health information is given in writing (sundhedsloven §§ 43–44) */
  healthInWriting: z.boolean().default(true),
  /** R-CONS-10: by kind of team, whether the parents are asked, or informed beforehand on the basis of `basisText` */
  basis: z
    .object({
      resourceTeam: z.enum(['consent', 'information']).default('consent'),
      focusTeam: z.enum(['consent', 'information']).default('consent'),
    })
    .default({ resourceTeam: 'consent', focusTeam: 'consent' }),
  /** the legal basis on which parents are informed and not asked, as the cards say it */
  basisText: bilingual.default({ da: '', en: '' }),
  /**
   * R-FORM-2: shown when there is suspicion or knowledge of violence or abuse. `phone` is a number, the same in both
   * languages; empty until the municipality has given one, which the card then says in its reader's language.
   */
  emergency: z.object({ phone: z.string(), text: bilingual }).default({
    phone: '',
    text: {
      da: 'Ring til kommunens socialvagt nu, også uden for åbningstid. Er nogen i fare lige nu, så ring 112.',
      en: 'Call the municipality’s social services duty line now, also outside office hours. If somebody is in danger right now, call 112.',
    },
  }),
  /** by the placement's level, after how many weeks an item is followed up unless the meeting says otherwise; 0: not by itself */
  followUpWeeks: z
    .object({
      wellbeing: z.number().int().min(0).max(52).default(0),
      attention: z.number().int().min(0).max(52).default(12),
      concern: z.number().int().min(0).max(52).default(6),
    })
    .default({ wellbeing: 0, attention: 12, concern: 6 }),
  /** R-MEET-2 */
  outcomes: z
    .array(z.string())
    .default([
      'supportInInstitution',
      'pprObservation',
      'networkMeeting',
      'parentTalk',
      'sparringMeeting',
      'counselling',
      'continuedAttention',
      'nothingFurther',
    ]),
  /** R-OV-3: what a team assesses itself on once a year, and how often its coordinator is reminded, so far apart */
  selfAssessment: componentsSchema.default(defaultComponents),
  selfAssessmentTimes: z.number().int().min(1).max(10).default(3),
  selfAssessmentEveryDays: z.number().int().min(1).max(60).default(7),
  /** R-OV-2: whose the municipality's figures are, by their id in its directory (Entra object id) */
  consultants: z.array(z.guid()).default([]),
  /** who to ask about the handling of personal data */
  dpo: bilingual.default({
    da: 'Kommunens databeskyttelsesrådgiver',
    en: 'The municipality’s data protection officer',
  }),
})

export const policySchema = fields.superRefine(({ basis, basisText }, context) => {
  if (!Object.values(basis).includes('information')) return
  for (const lang of ['da', 'en'] as const)
    if (basisText[lang].trim() === '')
      context.addIssue({
        code: 'custom',
        path: ['basisText', lang],
        message: 'write the legal basis here, or set basis to consent',
      })
})

export type Policy = Readonly<z.infer<typeof policySchema>>

/** The policy of a municipality that has decided nothing yet. */
export const defaultPolicy: Policy = policySchema.parse({})

/**
 * The municipality's policy as it holds for one of its institutions: closed on its own days as well (R-POLL-1,
 * section 5).
 */
export const forInstitution = (policy: Policy, institutionId: string): Policy => ({
  ...policy,
  closingDays: [...policy.closingDays, ...(policy.institutionClosingDays[institutionId] ?? [])],
})

/** The working calendar of this policy: the municipality's, or an institution's from `forInstitution`. */
export const calendarOf = ({
  usualClosingDays,
  closingDays,
  schoolHolidayWeeks,
  preferredHours,
}: Policy): MeetingCalendar => ({ usualClosingDays, closingDays, schoolHolidayWeeks, preferredHours })
