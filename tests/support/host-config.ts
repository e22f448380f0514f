/**
 * The measures and colours by which Teams draws a card: those that the local Teams client brings, with the surfaces
 * of Teams' own light and dark theme, which that client leaves out.
 */

type Shade = readonly [light: string, dark: string]

const text: Shade = ['#242424', '#ffffff']
const subtle: Shade = ['#616161', '#adadad']
const surfaces: Readonly<Record<string, Shade>> = {
  default: ['#ffffff', '#292929'],
  emphasis: ['#f7f5f3', '#1f1f1f'],
  accent: ['#e8ebfa', '#2f2f4a'],
  good: ['#e7f2da', '#20331b'],
  attention: ['#fcf4f6', '#47272c'],
  warning: ['#fbf6d9', '#463100'],
}
const inks: Readonly<Record<string, Shade>> = {
  default: text,
  dark: ['#242424', '#ffffff'],
  light: ['#ffffff', '#242424'],
  accent: ['#5b5fc7', '#9ea2ff'],
  good: ['#237b4b', '#92c353'],
  warning: ['#835c00', '#f8d22a'],
  attention: ['#c4314b', '#f9526b'],
}

const font = {
  fontFamily: "'Segoe UI', 'Open Sans', system-ui, sans-serif",
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
}

/** A host configuration as the official renderer takes it. */
export function hostConfig(dark: boolean) {
  const of = (shade: Shade) => shade[dark ? 1 : 0]
  const foregroundColors = Object.fromEntries(
    Object.entries(inks).map(([name, ink]) => [
      name,
      { default: of(ink), subtle: name === 'default' ? of(subtle) : of(ink) },
    ]),
  )
  return {
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: dark ? '#3d3d3d' : '#e0e0e0' },
    imageSizes: { small: 32, medium: 52, large: 100 },
    fontTypes: { default: font, monospace: { ...font, fontFamily: 'monospace' } },
    textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
    textBlock: { headingLevel: 2 },
    containerStyles: Object.fromEntries(
      Object.entries(surfaces).map(([name, surface]) => [
        name,
        { backgroundColor: of(surface), borderColor: dark ? '#3d3d3d' : '#e0e0e0', foregroundColors },
      ]),
    ),
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { suffix: ' *', suffixColor: 'attention' },
        optionalInputs: {},
      },
      errorMessage: { color: 'attention', spacing: 'small' },
    },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
  }
}

/** What Teams' style sheet adds: buttons, fields and the frame of a card. */
export const teamsStyle = `
.rt-card { box-sizing: border-box; line-height: 1.35; border-radius: 4px; border: 1px solid #e0e0e0; box-shadow: 0 1px 3px #0002; overflow: hidden; }
.rt-dark.rt-card { border-color: #3d3d3d; }
.ac-adaptiveCard { outline: none; }
.ac-textBlock p { margin: 0; }
.ac-horizontal-separator { overflow: hidden; }
.ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
.ac-actionSet > div[style*='flex: 0 0 auto'] { height: 0 !important; }
.ac-pushButton { font: 600 14px 'Segoe UI', 'Open Sans', system-ui, sans-serif; min-height: 32px; padding: 5px 12px; border-radius: 4px;
  border: 1px solid #d1d1d1; background: #fff; color: #242424; }
.ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
.ac-pushButton.style-destructive { background: #fff; border-color: #c4314b; color: #c4314b; }
.rt-dark .ac-pushButton { background: #292929; border-color: #666; color: #fff; }
.rt-dark .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; }
.rt-dark .ac-pushButton.style-destructive { border-color: #f9526b; color: #f9526b; }
.ac-input { font: 14px 'Segoe UI', 'Open Sans', system-ui, sans-serif; color: #242424; }
.ac-input.ac-textInput, .ac-input.ac-numberInput, .ac-input.ac-dateInput, .ac-input.ac-timeInput, .ac-input.ac-multichoiceInput.ac-choiceSetInput-compact {
  box-sizing: border-box; width: 100%; min-height: 32px; padding: 5px 10px; background: #fff; border: 1px solid #d1d1d1; border-bottom-color: #616161; border-radius: 4px; }
.ac-input.ac-textInput.ac-multiline { height: 90px; }
.rt-dark .ac-input { color: #fff; color-scheme: dark; }
.rt-dark .ac-input.ac-textInput, .rt-dark .ac-input.ac-numberInput, .rt-dark .ac-input.ac-dateInput, .rt-dark .ac-input.ac-timeInput,
.rt-dark .ac-input.ac-multichoiceInput.ac-choiceSetInput-compact { background: #1f1f1f; border-color: #666; border-bottom-color: #adadad; }
`
