// Setup of the tests that run on a PostgreSQL: see vitest.config.ts.
import { inject } from 'vitest'
import { onServer } from './database.ts'

const url = inject('postgres')
if (url === undefined)
  throw new Error('no PostgreSQL was started: name tests/support/postgres.ts as globalSetup')
onServer(url)
