/** What other features say of an item whose parents are informed and not asked (R-CONS-10), in place of their own words. */
export const informed = {
  agenda: {
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
    consentLabel: 'Orientering',
    consentButton: 'Orientering',
    nextAuthor: 'Kun du kan se indholdet, indtil det er registreret, at forældrene er orienteret.',
    nextHeldBack: 'Punktet bliver holdt tilbage, indtil forældrene er orienteret.',
    nextWithheld: (due: string) =>
      `Er forældrene orienteret senest ${due}, får du indholdet sammen med de andre.`,
  },
  minutes: {
    missing: 'Forældrene er ikke orienteret.',
    stale: 'Forældrene er ikke orienteret om alle, der er med, eller alle spørgsmålene.',
    expired: 'Det er for længe siden, at forældrene blev orienteret.',
    refused: 'Forældrene er imod.',
    withdrawn: 'Forældrene er imod.',
    notRecipient: 'Forældrene er ikke orienteret om dig.',
    text: 'Før forældrene er orienteret, må I ikke tale om barnet ved navn. Drøft det anonymt, eller tag det næste gang.',
  } as Record<string, string>,
}
