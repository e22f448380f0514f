import { createServer, type Socket, connect as toServer } from 'node:net'

/** The network between a process and a PostgreSQL, which can fail. */
export interface PostgresLine {
  /** the server's, through this line */
  url: string
  /** Lets the next such statement through to the server, and breaks the connection instead of bringing its answer. */
  losesAnswerTo(statement: string): void
  /** Breaks the connection instead of letting the next such statement through. */
  losesOrder(statement: string): void
  /** From now on nothing comes through, and nobody is told: a cable is out. */
  isSilent(silent: boolean): void
  /** connections that are open now */
  open(): number
  close(): Promise<void>
}

/** @param url of a database */
export async function lineTo(url: string): Promise<PostgresLine> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let lost: { statement: string; arrives: boolean } | null = null
  let silent = false
  const server = createServer(near => {
    const far = toServer(Number(port), hostname)
    let losing = false
    for (const one of [near, far]) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', bytes => {
      if (silent) return
      if (lost && bytes.includes(lost.statement)) {
        losing = lost.arrives
        lost = null
        if (!losing) return void near.destroy()
      }
      far.write(bytes)
    })
    far.on('data', bytes => {
      if (silent) return
      // The server has answered, so it has done what it was told.
      if (losing) near.destroy()
      else near.write(bytes)
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const own = typeof address === 'object' && address ? address.port : 0
  return {
    url: Object.assign(new URL(url), { port: String(own) }).href,
    losesAnswerTo(statement) {
      lost = { statement, arrives: true }
    },
    losesOrder(statement) {
      lost = { statement, arrives: false }
    },
    isSilent(now) {
      silent = now
    },
    open: () => sockets.size / 2,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(closed => server.close(closed))
    },
  }
}
