/**
 * Who may import whom (docs/architecture.md). A message says where the code belongs instead.
 * Tests and scripts may import anything.
 */
const packages = list => `node_modules/(${list.join('|')})(/|$)`
const botSdk = ['botbuilder', 'botbuilder-[a-z-]+', 'botframework-[a-z-]+', '@microsoft/teams-ai', 'restify']
const paperwork = ['docx', 'pdfkit', 'fflate', 'fontkit', 'dejavu-fonts-ttf', 'write-excel-file']
/** The file names that every feature has (docs/architecture.md); readers.ts: decision 0006. */
const vocabulary =
  '/(model|schema|store|store\\.prisma|service|actions|cards|documents|reminders)\\.ts$|^src/features/people/readers\\.ts$|\\.json$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or share a third: move the common part down.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-stands-alone',
      comment:
        'src/shared knows nothing of the product. What needs a feature, a card or Teams belongs there.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.prisma\\.ts$' },
      to: { path: '^(src|cards|prisma)/', pathNot: '^src/shared/' },
    },
    {
      name: 'shared-few-packages',
      comment:
        'src/shared uses validation, dates, holidays, calendar files and the log; other packages belong to one folder.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.prisma\\.ts$' },
      to: {
        path: '^node_modules/',
        pathNot: packages([
          'zod',
          'date-fns',
          '@date-fns/tz',
          'date-holidays',
          'ical-generator',
          'timezones-ical-library',
          'pino',
        ]),
      },
    },
    {
      name: 'features-few-packages',
      comment:
        'A feature uses zod alone: dates and holidays stand in src/shared, templates in src/cards, Teams in src/msteams.',
      severity: 'error',
      from: { path: '^src/(features|locales|reminders|wiring|demo)/', pathNot: '\\.prisma\\.ts$' },
      to: { path: '^node_modules/', pathNot: packages(['zod']) },
    },
    {
      name: 'rules-do-no-io',
      comment:
        'A feature and the reminders reach the world through ports: a store for data, Clock, Ids, the notifier. A hash is a rule.',
      severity: 'error',
      from: { path: '^src/(features|locales|reminders|wiring)/', pathNot: '\\.prisma\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'cards-few-packages',
      comment: 'src/cards uses zod and the templating library; what it draws comes as data.',
      severity: 'error',
      from: { path: '^src/cards/' },
      to: { path: '^node_modules/', pathNot: packages(['zod', 'adaptivecards-templating']) },
    },
    {
      name: 'documents-few-packages',
      comment:
        'src/documents makes files with docx, pdfkit, write-excel-file, fflate, fontkit and a font; what stands in them comes as data.',
      severity: 'error',
      from: { path: '^src/documents/' },
      to: { path: '^node_modules/', pathNot: packages([...paperwork, '@types/pdfkit']) },
    },
    {
      name: 'paperwork-in-one-folder',
      comment:
        'The libraries that make files live in src/documents: hand a PaperDocument to src/documents/file.ts.',
      severity: 'error',
      from: { path: '^(src|cards|prisma)/', pathNot: '^src/documents/' },
      to: { path: packages(paperwork) },
    },
    {
      name: 'documents-know-no-features',
      comment:
        'src/documents turns a document into a file; what it says belongs to a feature’s documents.ts and to src/locales.',
      severity: 'error',
      from: { path: '^src/documents/' },
      to: { path: '^src/', pathNot: '^src/(shared|documents)/' },
    },
    {
      name: 'features-describe-documents',
      comment:
        'A feature says what stands in a document (src/documents/model.ts); src/wiring makes the file of it.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/documents/', pathNot: '^src/documents/model\\.ts$' },
    },
    {
      name: 'msteams-few-packages',
      comment: 'src/msteams uses the bot SDK, its server and zod; other packages belong behind src/shared.',
      severity: 'error',
      from: { path: '^src/msteams/', pathNot: '\\.prisma\\.ts$' },
      to: { path: '^node_modules/', pathNot: packages([...botSdk, 'zod']) },
    },
    {
      name: 'msgraph-few-packages',
      comment: 'src/msgraph speaks to Microsoft Graph with fetch and zod; it needs no SDK.',
      severity: 'error',
      from: { path: '^src/msgraph/' },
      to: { path: '^node_modules/', pathNot: packages(['zod']) },
    },
    {
      name: 'msgraph-knows-ports',
      comment:
        'src/msgraph is the far end of the ports in features/calendar: it knows their types and src/shared, and decides nothing.',
      severity: 'error',
      from: { path: '^src/msgraph/' },
      to: { path: '^src/', pathNot: '^src/(shared/|msgraph/|features/(calendar|meetings)/.*model\\.ts$)' },
    },
    {
      name: 'msgraph-is-wired-in-compose',
      comment:
        'Microsoft Graph is reached through the ports in features/calendar/model.ts and busy/model.ts; compose chooses the far end.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(msgraph/|compose\\.ts$|wiring/)' },
      to: { path: '^src/msgraph/' },
    },
    {
      name: 'queue-in-one-folder',
      comment:
        'src/queue is pg-boss behind the port src/reminders/queue.ts; what is true stands in the tables.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/queue/' },
      to: { path: packages(['pg-boss']) },
    },
    {
      name: 'queue-knows-its-port',
      comment: 'src/queue makes what src/reminders/queue.ts asks for, and is wired in compose.ts.',
      severity: 'error',
      from: { path: '^src/queue/' },
      to: { path: '^src/', pathNot: '^src/(shared/|queue/|reminders/queue\\.ts$)' },
    },
    {
      name: 'metrics-in-one-folder',
      comment:
        'src/metrics makes figures for whoever watches the bot; the others tell it through src/shared/meters.ts.',
      severity: 'error',
      from: { path: '^src/metrics/' },
      to: {
        path: '^(src|node_modules)/',
        pathNot: ['^src/(shared|metrics)/', ...[packages(['prom-client'])].flat()],
      },
    },
    {
      name: 'bot-sdk-in-one-folder',
      comment:
        'The bot SDK is archived upstream: replacing it must cost one folder. Put what touches it into src/msteams.',
      severity: 'error',
      from: { path: '^(src|cards|prisma)/', pathNot: '^src/msteams/' },
      to: {
        path: packages(botSdk),
      },
    },
    {
      name: 'database-in-adapters',
      comment:
        'Only *.prisma.ts files know Prisma. Add a method to the store port and implement it in store.prisma.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.prisma\\.ts$' },
      to: { path: ['^prisma/', packages(['@prisma/[a-z-]+', 'prisma', '@libsql/[a-z-]+', 'libsql'])] },
    },
    {
      name: 'adapters-are-wired-in-compose',
      comment: 'A service takes the store port; the adapter is chosen in src/compose.ts (or by the demo).',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.prisma\\.ts$|^src/compose\\.ts$|^src/wiring/|^src/demo/)' },
      to: { path: '^src/.*\\.prisma\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-are-pure',
      comment:
        'model.ts and schema.ts hold types and rules: they take now, zone and policy as arguments. Move the rest to service.ts.',
      severity: 'error',
      from: { path: '^src/features/.+/(model|schema)\\.ts$' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(shared/|reminders/model\\.ts$|documents/model\\.ts$|features/.+/(model|schema)\\.ts$|features/.+\\.json$)',
      },
    },
    {
      name: 'services-know-no-cards',
      comment:
        'A service returns facts and refusals; cards are drawn by actions.ts and reminders.ts through cards.ts.',
      severity: 'error',
      from: { path: '^src/features/.+/(service|store)\\.ts$' },
      to: { path: '^src/(cards|locales|msteams)/|^src/features/.+/(cards|documents|actions)\\.ts$' },
    },
    {
      name: 'features-speak-one-vocabulary',
      comment:
        'A file of a feature is a model, schema, store, service, actions, cards or reminders: put it there, or into a sub-folder with these names. A new name is a decision (docs/decisions/0006-boundaries.md).',
      severity: 'error',
      from: {},
      to: { path: '^src/features/', pathNot: vocabulary },
    },
    {
      name: 'features-use-services-of-others',
      comment:
        'Of another feature, use its service, model or schema, its cards where cards are drawn, and its documents where documents are laid out; its store, actions and reminders are its own. teams/choice: decision 0006.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: {
        path: '^src/features/',
        pathNot: [
          '^src/features/$1/',
          '/(service|model|schema|cards|documents)\\.ts$',
          '^src/features/teams/choice/actions\\.ts$',
        ],
      },
    },
    {
      name: 'features-plan-reminders',
      comment:
        'A feature says what it wants people reminded of, through the planner and the reminders’ types; sweeping and sending are src/reminders’ own.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/reminders/', pathNot: '^src/reminders/(model|planner|store|backlog)\\.ts$' },
    },
    {
      name: 'wiring-is-compose',
      comment: 'src/wiring is compose.ts in parts: take what you need as an argument of your constructor.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/((compose|backup|db-move|export|figures|restore|undelivered)\\.ts$|wiring/)',
      },
      to: { path: '^src/wiring/' },
    },
    {
      name: 'reminders-know-no-reasons',
      comment:
        'src/reminders knows what is due, when and to whom, not why: put the reason into a feature’s reminders.ts.',
      severity: 'error',
      from: { path: '^src/reminders/' },
      to: { path: '^src/', pathNot: '^src/(shared|reminders)/' },
    },
    {
      name: 'copying-knows-no-features',
      comment:
        'src/copying copies every row of every table, whatever it means: nothing of a feature belongs there.',
      severity: 'error',
      from: { path: '^src/copying/' },
      to: { path: '^src/', pathNot: '^src/(shared|copying)/' },
    },
    {
      name: 'cards-know-no-features',
      comment:
        'src/cards turns data into cards; what it says belongs to a feature’s cards.ts and to src/locales.',
      severity: 'error',
      from: { path: '^src/cards/' },
      to: { path: '^src/', pathNot: '^src/(shared|cards)/' },
    },
    {
      name: 'msteams-knows-no-services',
      comment:
        'The front door performs actions through the registry; what it needs of people stands in msteams/store.ts.',
      severity: 'error',
      from: { path: '^src/msteams/' },
      to: { path: '^src/(features|demo)/' },
    },
    {
      name: 'demo-stays-out',
      comment: 'The demo is never loaded in production: only main.ts loads it, when it is asked for.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(demo/|main\\.ts$)' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'tests-stay-out',
      comment: 'The product does not import its tests.',
      severity: 'error',
      from: { path: '^(src|cards|prisma|appPackage)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'Add the package to package.json: what another package happens to bring may be gone tomorrow.',
      severity: 'error',
      from: { path: '^(src|prisma|appPackage)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^prisma/generated/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
