import type { RhythmProblem, Role, TeamKind } from '../../features/teams/model.ts'
import type { BasicsProblem } from '../../features/teams/setup/model.ts'

/** Teams: setting one up, mit team, members, rhythm. */
export const teams = {
  kinds: { resourceTeam: 'Ressourceteam', focusTeam: 'Fokusteam' } satisfies Record<TeamKind, string>,
  roles: {
    leader: 'leder',
    outreachAdvisor: 'fremskudt eller forebyggende rådgiver',
    ppr: 'PPR',
    healthVisitor: 'sundhedsplejerske',
    specialEducator: 'specialpædagog',
    psychologist: 'psykolog',
    speechTherapist: 'tale-hørekonsulent',
  } satisfies Record<Role, string>,
  weekdays: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag'] as readonly string[],
  cadence: (weeks: number) => (weeks === 1 ? 'Hver uge' : `Hver ${weeks}. uge`),
  timeOnDay: (weekday: string, time: string, length: string) => `${weekday} kl.\u00a0${time} · ${length}`,

  entryCreate: 'Opret et team',
  entryMine: 'Mit team',
  entryMany: 'Mine teams',
  /** for somebody who leads several */
  choose: 'Hvilket team?',

  setup: {
    step: (step: number) => `Trin ${step} af 5`,
    stepSaved: (step: number) => `Trin ${step} af 5 · det forrige er gemt`,
    stepPage: (step: number, from: number, to: number, all: number) =>
      `Trin ${step} af 5 · person ${from}–${to} af ${all}`,
    basicsHeading: 'Hvilket team er det?',
    basicsContext: 'Du bliver teamets tovholder.',
    kindLabel: 'Type',
    kindChoices: {
      resourceTeam: 'Ressourceteam: mødes hver 6. eller 8. uge',
      focusTeam: 'Fokusteam: I bestemmer selv, hvor tit I mødes',
    } satisfies Record<TeamKind, string>,
    institutionLabel: 'Institution',
    otherInstitution: 'En anden institution',
    institutionNameLabel: 'Institutionens navn',
    otherNameLabel: 'Institutionens navn, hvis det er en anden',
    nameLabel: 'Teamets navn',
    nameHint:
      'Du kan lade navnet være tomt. Så får teamet navn efter type og institution, fx »Ressourceteam Solsikken«.',
    basicsNext:
      'Bagefter vælger du, hvem der er med. Teamet er først oprettet, når du har set det hele igennem.',
    basicsProblems: {
      missing: 'Skriv institutionens navn.',
      tooLong: 'Skriv navnet kortere: højst 80 tegn.',
      taken: 'Institutionen har allerede et team af den type med det navn. Giv teamet et andet navn.',
      unknown: 'Vælg en institution på listen, eller skriv navnet.',
      foreign:
        'Der er allerede en institution med det navn, og du er ikke med i den. Er det din, så bed en tovholder derfra om at tage dig med i et team. Ellers skriv et andet navn.',
    } satisfies Record<BasicsProblem, string>,
    restart: 'Begynd forfra',
    askRestart: 'Begynd forfra?',
    askRestartText: 'Så sletter jeg det, du har skrevet om teamet.',
    askRestartNext: 'Bagefter begynder du på det første trin.',
    restarted: 'Det, du havde skrevet, er slettet. Nu kan du begynde forfra.',
    peopleHeading: 'Hvem er med i teamet?',
    peopleContext: 'Du er selv med. Her er dem, du deler en gruppechat med, og dem, der har Rød Tråd.',
    peopleNext: 'Mangler der nogen? Føj Rød Tråd til jeres gruppechat, så kan du vælge alle derfra.',
    rolesHeading: 'Hvilken rolle har de?',
    rolesContext: 'Jeg finder en dato, hvor dem, der skal med, kan.',
    rolesNext: 'Bagefter vælger du, hvor tit og hvornår I mødes.',
    rhythmNext: 'Bagefter ser du det hele samlet.',
    summaryHeading: 'Er det rigtigt?',
    summaryNext:
      'Når du opretter teamet, får alle én besked om, at de er med. Så kan du finde en dato til det første møde.',
    create: 'Opret teamet',
    created: (told: number) =>
      told === 0
        ? 'Teamet er oprettet.'
        : `Teamet er oprettet. ${told === 1 ? 'Én person' : `${told} personer`} får besked nu.`,
    gone: 'Det team, du var i gang med, er oprettet eller slettet. Her kan du begynde på et nyt.',
    unfinished: 'Der mangler stadig noget. Gå trinene igennem, så siger jeg, hvad det er.',
    strangers: 'En af dem, du har valgt, er ikke i jeres kommune. Vælg en anden.',
    notLeader:
      'Det er tovholderen, der opretter teamet: dagtilbudslederen eller den pædagogiske leder. Er du leder, så vælg det under indstillinger.',
  },

  pick: {
    label: 'Vælg dem, der er med',
    addLabel: 'Vælg dem, der skal med i teamet',
    none: 'Jeg kender ingen at vælge imellem endnu. Føj Rød Tråd til jeres gruppechat, eller bed dine kolleger om at finde appen Rød Tråd i Teams og vælge »Tilføj«.',
    allIn:
      'Alle, jeg kender, er med. Mangler der nogen, så føj Rød Tråd til jeres gruppechat, eller bed personen om at finde appen Rød Tråd i Teams og vælge »Tilføj«.',
    searchLabel: 'Søg efter navn',
    search: 'Søg',
    hidden: (count: number) =>
      `${count === 1 ? 'Én person mere' : `${count} flere`} kan findes: skriv en del af navnet, og tryk på »Søg«.`,
    noHit: 'Ingen hedder sådan. Søg på en anden del af navnet.',
    nobody: 'Vælg mindst én.',
  },
  notInstalled: 'har ikke Rød Tråd endnu',
  unreachable: 'får ingen beskeder',

  place: {
    professionMissing: 'Vælg personens rolle.',
    requiredLabel: 'Til møderne',
    requiredTitle: 'Skal med',
    required: 'skal med',
    optional: 'kan være med',
    coordinator: 'tovholder',
    unknown: 'profession mangler',
  },

  rhythmHeading: 'Hvornår mødes I?',
  rhythmContext: 'Jeg foreslår datoer ud fra det her. Du kan altid rette en dato.',
  cadenceLabel: 'Hvor tit',
  cadenceWeeksLabel: 'Antal uger mellem møderne (1–26)',
  weekdayLabel: 'Ugedag',
  startLabel: 'Fra klokken',
  lengthLabel: 'Hvor længe',
  placeLabel: 'Sted',
  reservedLabel: 'Tid til 0–2-årige',
  reservedHint: 'Den tid holder jeg fri på dagsordenen, så der også er tid til de mindste.',
  rhythmProblems: {
    cadenceResource: 'Et ressourceteam mødes hver 6. eller 8. uge. Vælg en af dem.',
    cadenceFocus: 'Skriv et antal uger fra 1 til 26.',
    weekday: 'Vælg en ugedag fra mandag til fredag.',
    timeUnreadable: 'Skriv et klokkeslæt, fx 09:00.',
    outsideHours: 'Mødet skal ligge mellem kl.\u00a07 og 18. Begynd tidligere, eller gør mødet kortere.',
    length: 'Vælg en længde fra 15 minutter til 8 timer.',
    placeTooLong: 'Skriv stedet kortere: højst 120 tegn.',
    placeNames: 'Skriv stedet uden børns navne. Det står i alles beskeder og kalendere.',
    reserved: 'Tiden til de mindste kan ikke være længere end mødet.',
  } satisfies Record<RhythmProblem, string>,

  missing: (roles: string) => `Mangler endnu: ${roles}.`,

  view: {
    name: 'Team',
    heading: 'Dit team',
    headingMany: 'Dine teams',
    listNext: 'Vælg det team, du vil se.',
    noneHeading: 'Du er ikke med i et team',
    none: 'Når en tovholder tager dig med i et team, får du besked her.',
    kind: 'Type',
    institution: 'Institution',
    cadence: 'Hvor tit',
    when: 'Hvornår',
    place: 'Sted',
    noPlace: 'Ikke valgt endnu',
    reserved: 'Til 0–2-årige',
    people: (count: number) => (count === 1 ? 'Én er med' : `${count} er med`),
    more: 'Vis flere',
    next: 'Tovholderen kan ændre, hvem der er med, og hvornår I mødes.',
    nextCoordinator: 'Jeg finder en dato, hvor dem, der skal med, kan.',
    change: 'Ret',
    add: 'Tag flere med',
    rhythm: 'Ret mødetiden',
    notInstalled:
      'Har ikke Rød Tråd endnu: bed personen om at finde appen Rød Tråd i Teams og vælge »Tilføj«.',
    unreachable:
      'Får ingen beskeder: appen er fjernet eller blokeret. Bed personen om at tilføje Rød Tråd igen.',
    coordinatorUnreached:
      'Får ingen beskeder fra Rød Tråd lige nu. Sig det, når I taler sammen: det hjælper at tilføje appen igen.',
    away: (from: string, to: string) => `Væk fra ${from} til ${to}.`,
    awayDay: (day: string) => `Væk ${day}.`,
  },

  memberHeading: 'Ret rollen i teamet',
  memberNext: 'Det gælder fra næste gang, I finder en dato.',
  placeSaved: 'Det er gemt.',
  remove: 'Fjern fra teamet',
  removeHeading: 'Fjern fra teamet?',
  removeText: (name: string) =>
    `${name} kan ikke længere åbne noget fra teamet, heller ikke det, der allerede er sendt.`,
  removeNext: 'Teamet får ikke besked. Du kan tage personen med igen.',
  removed: (name: string) => `${name} er ikke længere med i teamet.`,
  addHeading: 'Hvem skal med i teamet?',
  addNext: 'De nye får én besked. De ser først noget om et barn, når forældrenes samtykke også gælder dem.',
  addButton: 'Tag med',
  added: (count: number) =>
    `${count === 1 ? 'Én er kommet' : `${count} er kommet`} med i teamet. Se efter, om samtykket til punkterne på dagsordenen også gælder de nye.`,
  addedNobody: 'De var med i forvejen.',
  rhythmSaved: 'Mødetiden er gemt. Møder, der allerede er planlagt, bliver, hvor de er.',
  rhythmEditNext: 'Det gælder, næste gang I finder en dato. Planlagte møder bliver, hvor de er.',

  joined: {
    heading: 'Du er med i et team',
    text: (team: string, coordinator: string) => `Du er med i ${team}. ${coordinator} er tovholder.`,
    next: 'Du får besked her, når der skal findes en dato.',
    nextMeeting: 'Du får besked her, når der er noget, du skal se eller gøre.',
    summary: 'Du er med i et team',
    open: 'Se teamet',
  },
}
