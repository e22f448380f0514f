import { rm } from 'node:fs/promises'
import { type App, compose } from '../compose.ts'
import type { Config } from '../config.ts'
import { databasePath } from '../shared/database-file.prisma.ts'
import { fullDate } from '../shared/human-dates.ts'
import { randomIds } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import { createDemoClock } from './clock.ts'
import { type LocalClient, startLocalClient } from './local-client.ts'
import { demoInstitution } from './people.ts'
import { seed } from './seed.ts'
import { createStage, shownFirst } from './stage.ts'
import { demoStore } from './store.prisma.ts'

export interface Demo {
  /** the bot as it runs now; another one after `/forfra` */
  readonly app: App
  readonly server: App['server']
  /** resolves when `/forfra` has been carried out the next time */
  restarted(): Promise<void>
  stop(): Promise<void>
}

const sweepEveryMs = 2_000

/**
 * Starts the demo: the demo municipality in a database file, the bot on loopback, the local Teams client. A second
 * start goes on where the first stopped.
 */
export async function startDemo(
  config: Config,
  log: Log,
  print: (text: string) => void = text => console.log(text),
): Promise<Demo> {
  const waiting: (() => void)[] = []
  let app = await startBot()
  const client = config.demo.client ? await openClient(app.server.port).catch(stopAndThrow) : null
  print(await welcome(app, client?.url ?? null))

  async function stopAndThrow(fault: unknown): Promise<never> {
    await app.stop()
    throw fault
  }

  async function startBot(): Promise<App> {
    const clock = createDemoClock()
    return compose(config, {
      clock,
      ids: randomIds,
      log,
      sweepEveryMs,
      async stage(core) {
        clock.setOffset(Number((await demoStore.setting(core.db.reader, 'clockOffsetMs')) ?? 0))
        await seed(core)
        if (config.demo.client) await core.db.write(tx => demoStore.forgetChats(tx))
        return createStage(core, clock, () => setImmediate(restart))
      },
    })
  }

  /** `/forfra`: a new database; the key beside it stays, it has sealed nothing that is left. */
  async function restart(): Promise<void> {
    await app.stop()
    const path = databasePath(config.databaseUrl)
    for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true })
    app = await startBot()
    print('Demoen er begyndt forfra.')
    for (const tell of waiting.splice(0)) tell()
  }

  function openClient(botPort: number): Promise<LocalClient> {
    return startLocalClient({
      botPort,
      clientPort: config.demo.clientPort,
      openBrowser: config.demo.openBrowser,
      log: print,
    })
  }

  return {
    get app() {
      return app
    },
    get server() {
      return app.server
    },
    restarted: () => new Promise(resolve => waiting.push(resolve)),
    async stop() {
      await client?.stop()
      await app.stop()
    },
  }
}

/**
 * What the terminal says: where and when it is, who one is, and what to try.
 * @param clientUrl where the local client is; null when the bot runs alone
 */
export async function welcome(app: App, clientUrl: string | null): Promise<string> {
  const now = fullDate(app.core.clock.now(), 'Europe/Copenhagen', 'da')
  return [
    '',
    '  Rød Tråd – demo. Her er det ' + now + '.',
    clientUrl
      ? `  Åbn ${clientUrl} – du er ${await shownFirst(app.core)} i ${demoInstitution}.`
      : `  Botten lytter på http://127.0.0.1:${app.server.port}/api/messages`,
    '',
    '  Prøv:  1. Find en mødedato          – og svar som de andre: skriv /som Mette, /som Jens …',
    '         2. Sæt et barn på dagsordenen, og registrér samtykket',
    '         3. /som Ida, og udfyld skemaet',
    '         4. /spol 2 uger              – skemaerne sendes ud tre dage før mødet',
    '         5. /som Lone: hold mødet, og godkend referatet',
    '         6. /spol 10 dage             – og se påmindelserne komme',
    '         /møde                        – et møde med tre punkter begynder: gå det igennem, og godkend referatet',
    '         Fokusteamet kan ikke finde en dato: tryk på »Se svar på mødetider«, og se hvorfor',
    '         Fokusteamets dagsorden: et samtykke dækker ikke længere, et er trukket tilbage, og et barn er anonymt',
    '',
    '  /forfra begynder forfra. English: Indstillinger → Sprog. Stop med Ctrl+C.',
    '',
  ].join('\n')
}
