import type { Basis } from '../../features/consent/model.ts'
import type { ContributionField } from '../../features/preparation/contributions/model.ts'

const item = (number: number) => (number > 0 ? `punkt ${number}` : 'et punkt')
const ready: Record<Basis, string> = {
  consent: ', hvis samtykket er på plads',
  information: ', hvis forældrene er orienteret',
}
const ifReady = (basis: Basis | null) => (basis === null ? '' : ready[basis])

/** What colleagues of other professions add to an item before the meeting. */
export const contributions = {
  add: 'Tilføj dit bidrag',
  goOn: 'Fortsæt dit bidrag',
  goOnCorrecting: 'Fortsæt rettelsen',
  correct: 'Ret dit bidrag',
  read: (count: number) => (count === 1 ? 'Læs 1 bidrag' : `Læs ${count} bidrag`),
  unfinished: (number: number) => `Dit bidrag til ${item(number)} er ikke afleveret`,
  unfinishedCorrection: (number: number) =>
    `Du er ved at rette dit bidrag til ${item(number)}. Rettelsen er ikke afleveret`,
  by: (profession: string, name: string) => `${profession} · ${name}`,

  write: {
    heading: 'Dit bidrag til punktet',
    fields: {
      sees: 'Hvad ser du fra dit faglige ståsted?',
      works: 'Hvad virker?',
      suggests: 'Hvad foreslår du?',
    } satisfies Record<ContributionField, string>,
    saved: (time: string) => `Gemt kl.\u00a0${time}`,
    next: 'Skriv kort. Du behøver ikke udfylde alle felter, og ingen læser det, før du afleverer.',
    nextCorrecting: 'De andre læser det, du afleverede, indtil du afleverer igen.',
    submit: 'Aflevér',
    saveAndClose: 'Gem og luk',
    empty: 'Skriv noget i mindst ét felt, før du afleverer.',
    conflict:
      'Bidraget er ændret, efter at du åbnede kortet. Dit står i felterne, det andet nedenunder. Vælg, hvad der skal gælde.',
    handedIn:
      'Bidraget er afleveret, siden du åbnede kortet. Det, du har skrevet her, er ikke kommet med. Skal det med, så tryk på »Ret bidraget og gem«.',
    saveAndCorrect: 'Ret bidraget og gem',
    takenBack: 'Du kan ændre bidraget nu. Husk at aflevere det igen.',
    correcting: 'Du kan ændre bidraget nu. De andre læser det, du afleverede, indtil du afleverer igen.',
  },
  kept: {
    heading: 'Bidraget er gemt',
    text: (time: string) => `Det blev gemt kl.\u00a0${time}.`,
    next: 'Du kan fortsætte, når du vil, også på en anden enhed. Ingen får det, før du afleverer.',
  },
  submitted: {
    heading: 'Dit bidrag er afleveret',
    text: (date: string) => `Tak. Du afleverede det ${date}.`,
    next: (date: string, basis: Basis | null) => `Jeg sender det til deltagerne ${date}${ifReady(basis)}.`,
    nextLate: (basis: Basis | null) => `Fristen er udløbet. Jeg sender det med det samme${ifReady(basis)}.`,
    nextWaiting: (basis: Basis | null) =>
      `Punktet venter på et møde. Jeg sender det før mødet${ifReady(basis)}.`,
    corrected: 'De, der havde den tidligere udgave, får besked om, at bidraget er rettet.',
    unchanged: 'Du har ikke ændret noget. Det, de andre har, gælder stadig, og de får ingen besked.',
    dropped: 'Rettelsen er væk. Det, de andre har, gælder stadig, og de får ingen besked.',
  },
  obstacles: {
    closed: 'Du kan ikke skrive et bidrag længere. Mødet er holdt, eller punktet er taget af dagsordenen.',
    withheld:
      'Punktet bliver holdt tilbage, fordi der ikke er et gyldigt samtykke. Du kan skrive, når samtykket er på plads.',
    fillsForm: 'Du udfylder skemaet til punktet, så skriv det dér.',
  },
  reading: {
    heading: 'Bidrag til punktet',
    withheld:
      'Bidragene bliver holdt tilbage. Der er ikke et gyldigt samtykke, der giver dig adgang til dem. Tovholderen kan fortælle dig, hvad der mangler.',
    withdrawn:
      'Bidragene er trukket tilbage og vises ikke. Tovholderen kan fortælle dig, hvad der gælder nu.',
    notHad: 'Du har ikke haft den udgave af bidraget. Du kan læse den nyeste.',
    none: 'Der er ingen bidrag, du kan læse endnu. Du får besked, når der er.',
    next: 'Det er noteret, hvad du har åbnet. Tryk på »Luk«, når du er færdig.',
    submitted: (version: number, date: string) =>
      `${version > 1 ? `udgave ${version}, ` : ''}afleveret ${date}`,
    late: 'Afleveret efter fristen',
    lateCorrection: 'Rettet efter fristen',
    isEarlier: (date: string) => `Det er en tidligere udgave. Den nyeste er fra ${date}.`,
    toForm: 'Læs skemaet',
  },
}
