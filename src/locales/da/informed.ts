import { access } from './access.ts'
import { actionPoints } from './actionPoints.ts'
import { agenda } from './agenda.ts'
import { contributions } from './contributions.ts'
import { distribution } from './distribution.ts'
import { meetings } from './meetings.ts'
import { minutes } from './minutes.ts'
import { oversight } from './oversight.ts'
import { preparation } from './preparation.ts'
import { seen } from './seen.ts'
import { teams } from './teams.ts'

/**
 * What other features say where the parents are informed and not asked (R-CONS-10): each feature's words, with those of
 * its own in place of what speaks of a consent. `textsOn` chooses between them.
 */
export const informed = {
  access: {
    ...access,
    kinds: { ...access.kinds, consent: 'Orientering' },
    statuses: { ...access.statuses, refused: 'forældrene er imod', withdrawn: 'forældrene sagde fra' },
    trail: {
      ...access.trail,
      'consent.drafted': 'begyndte at registrere orienteringen',
      'consent.recorded': 'registrerede orienteringen',
      'consent.refused': 'registrerede, at forældrene er imod',
      'consent.narrowed': 'begrænsede orienteringen',
      'consent.withdrawn': 'registrerede, at forældrene sagde fra',
      'consent.read': 'så, hvordan det står med orienteringen',
    },
    trailOther: (feature: string) =>
      feature === 'consent' ? 'ændrede orienteringen' : access.trailOther(feature),
    why: {
      ...access.why,
      notRecipient: 'forældrene er ikke orienteret om tovholderen',
      missing: 'forældrene er ikke orienteret',
      stale: 'orienteringen dækker ikke længere',
      expired: 'orienteringen er for gammel',
      refused: 'forældrene er imod',
      withdrawn: 'forældrene er imod',
    },
  },
  actionPoints: {
    ...actionPoints,
    withheld:
      'Teksten vises ikke, for forældrene er ikke orienteret om det, eller de er imod. Tovholderen kan fortælle dig, hvad der mangler.',
  },
  agenda: {
    ...agenda,
    consent: {
      notNeeded: '',
      missing: 'forældrene er ikke orienteret',
      valid: 'forældrene er orienteret',
      stale: 'orienteringen dækker ikke længere',
      expired: 'orienteringen er for gammel',
      refused: 'holdt tilbage',
      withdrawn: 'holdt tilbage',
    },
    consentFact: {
      notNeeded: '',
      missing: 'mangler',
      valid: 'på plads',
      stale: 'dækker ikke længere',
      expired: 'for gammel',
      refused: 'forældrene er imod',
      withdrawn: 'forældrene er imod',
    },
    withheld: {
      missing: 'Indholdet vises, når forældrene er orienteret.',
      stale: 'Indholdet vises ikke. Forældrene er ikke orienteret om alle, der er med, eller alle spørgsmål.',
      expired: 'Indholdet vises ikke. Forældrene skal orienteres igen.',
      refused: 'Indholdet vises ikke. Punktet bliver holdt tilbage.',
      withdrawn: 'Indholdet vises ikke. Punktet bliver holdt tilbage.',
      closed: 'Punktet er lukket.',
      outsideCircle: 'Indholdet vises kun for dem, der er med til punktet.',
      notRecipient: 'Indholdet vises ikke. Forældrene er ikke orienteret om dig.',
    },
    released: {
      ...agenda.released,
      waits: {
        ...agenda.released.waits,
        consent: (count: number) =>
          `${count === 1 ? '1 punkt' : `${count} punkter`} venter stadig, fordi orienteringen ikke er på plads.`,
      },
    },
    consentLabel: 'Orientering',
    consentButton: 'Orientering',
    itemNext: {
      ...agenda.itemNext,
      author: 'Kun du kan se indholdet, indtil det er registreret, at forældrene er orienteret.',
      authorAgain: 'Kun du kan se indholdet, indtil det er registreret, at forældrene er orienteret igen.',
      heldBack: 'Punktet bliver holdt tilbage, indtil forældrene er orienteret.',
      withheld: (due: string) =>
        `Er forældrene orienteret senest ${due}, får du indholdet sammen med de andre.`,
    },
    kindTexts: {
      ...agenda.kindTexts,
      child: 'Et barn, I nævner ved navn. Forældrene skal orienteres først.',
    },
    questionMissing: 'Skriv mindst ét spørgsmål. Forældrene bliver orienteret om de spørgsmål, I stiller.',
    contentNextChild: 'Kun du kan se det, indtil det er registreret, at forældrene er orienteret.',
    rewriteNext: 'Er der nye spørgsmål, skal forældrene orienteres om dem.',
  },
  contributions: {
    ...contributions,
    obstacles: {
      ...contributions.obstacles,
      withheld:
        'Punktet bliver holdt tilbage, for forældrene er ikke orienteret, eller de er imod. Du kan skrive, når det er på plads.',
    },
    reading: {
      ...contributions.reading,
      withheld:
        'Bidragene bliver holdt tilbage, for forældrene er ikke orienteret, eller de er imod. Tovholderen kan fortælle dig, hvad der mangler.',
    },
  },
  distribution: {
    ...distribution,
    why: {
      ...distribution.why,
      consent: (number: number) => `Punkt ${number}: forældrene er ikke orienteret, eller de er imod.`,
    },
    withheldNext:
      'Du kan orientere forældrene, drøfte punktet anonymt eller flytte det til næste møde. Kommer orienteringen eller skemaet senere, sender jeg skemaet med det samme.',
    consent: 'Se orienteringen',
    proof: {
      ...distribution.proof,
      late: { ...distribution.proof.late, consent: 'forældrene blev orienteret efter fristen' },
      stopped: {
        missing: 'orienteringen manglede',
        stale: 'orienteringen dækkede ikke længere',
        expired: 'orienteringen blev for gammel',
        refused: 'forældrene sagde fra',
        withdrawn: 'forældrene sagde fra',
      },
    },
  },
  meetings: {
    ...meetings,
    invite: {
      ...meetings.invite,
      next: 'Gæsten får én besked. Gæsten ser først noget om et barn, når forældrene er orienteret om gæsten.',
      invited: (name: string) =>
        `${name} er inviteret. Se efter, om forældrene til børnene på punkterne er orienteret om ${name}.`,
    },
  },
  minutes: {
    ...minutes,
    states: { ...minutes.states, withheld: 'holdt tilbage' },
    withheld: {
      missing: 'Forældrene er ikke orienteret.',
      stale: 'Forældrene er ikke orienteret om alle, der er med, eller alle spørgsmålene.',
      expired: 'Det er for længe siden, at forældrene blev orienteret.',
      refused: 'Forældrene er imod.',
      withdrawn: 'Forældrene er imod.',
    } as Record<string, string>,
    withheldText:
      'Før forældrene er orienteret, må I ikke tale om barnet ved navn. Drøft det anonymt, eller tag det næste gang.',
    askConsent: 'Se orienteringen',
    withheldWhy: {
      ...minutes.withheldWhy,
      notRecipient: 'Forældrene er ikke orienteret om dig.',
      missing: 'Forældrene er ikke orienteret.',
      stale: 'Forældrene er ikke orienteret om alle, der er med, eller alle spørgsmålene.',
      expired: 'Det er for længe siden, at forældrene blev orienteret.',
      refused: 'Forældrene er imod.',
      withdrawn: 'Forældrene er imod.',
    },
  },
  oversight: {
    ...oversight,
    consents: (count: number) =>
      count === 1
        ? 'Et punkt mangler en orientering af forældrene.'
        : `${count} punkter mangler en orientering af forældrene.`,
  },
  preparation: {
    ...preparation,
    parentsSaidNo:
      'Forældrene er imod. Det, du skriver, bliver ikke sendt til nogen. Vent, til tovholderen siger til.',
    begunByOther:
      'En anden er begyndt på skemaet, og du må ikke læse det, før forældrene er orienteret. Der er ikke ændret noget. Bed tovholderen om at få orienteringen på plads, eller om at lade den, der er begyndt, aflevere skemaet.',
    reading: {
      ...preparation.reading,
      withheld:
        'Skemaet bliver holdt tilbage, for forældrene er ikke orienteret, eller de er imod. Tovholderen kan fortælle dig, hvad der mangler.',
    },
  },
  seen: {
    ...seen,
    what: { ...seen.what, consent: 'åbnede orienteringen' },
    right: { ...seen.right, consent: 'er med i orienteringen' },
  },
  teams: {
    ...teams,
    addNext: 'De nye får én besked. De ser først noget om et barn, når forældrene er orienteret om dem.',
    added: (count: number) =>
      `${count === 1 ? 'Én er kommet' : `${count} er kommet`} med i teamet. Se efter, om forældrene til børnene på dagsordenen er orienteret om de nye.`,
  },
}
