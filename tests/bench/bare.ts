/**
 * The floor that the product is measured against: a bot of nothing but the SDK, which answers every click with the
 * same small card. Listens on 127.0.0.1, on the port in `PORT`.
 */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { createServer, plugins } from 'restify'

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'Tak', size: 'Large', weight: 'Bolder', wrap: true }],
  actions: [{ type: 'Action.Execute', title: 'Igen', verb: 'again', data: { verb: 'again' } }],
}
const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card }

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
const server = createServer({ handleUncaughtExceptions: false })
server.post('/api/messages', plugins.bodyParser({ mapParams: false }), async (request, response) => {
  await adapter.process(
    request as unknown as Parameters<CloudAdapter['process']>[0],
    response,
    async context => {
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } })
    },
  )
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
