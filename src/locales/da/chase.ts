/** What the coordinator can do about forms that are missing (R-FORM-1). */
export const chase = {
  open: 'Se, hvad du kan gøre',
  heading: 'Skemaer, der mangler',
  none: 'Der mangler ikke længere nogen skemaer.',
  row: (number: number, name: string, begun: boolean) =>
    `Punkt ${number} · ${name} · ${begun ? 'er i gang' : 'er ikke begyndt'}`,
  remind: 'Påmind nu',
  another: 'Vælg en anden',
  without: 'Drøft uden skema',
  next: (due: string) => `Fristen er ${due}. Så sender jeg det, der er afleveret, til alle, der er med.`,
  nextLate: (due: string) => `Fristen var ${due}. Det, der kommer nu, sender jeg med det samme.`,
  reminded: (name: string) => `${name} får en påmindelse nu.`,
  remindedBefore: (name: string) => `${name} har fået din påmindelse i dag. Jeg sender ikke en til.`,
  doneWithout: (number: number) => `Punkt ${number} bliver drøftet uden skema.`,
  gone: 'Skemaet mangler ikke længere.',
  askedHeading: 'Tovholderen mangler dit skema',
  asked: (number: number, date: string) => `Det gælder punkt ${number} på mødet ${date}.`,
}
