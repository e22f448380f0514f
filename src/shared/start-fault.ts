import { Fault } from './errors.ts'

/** Why the program cannot start with this database. Stable: the docs and the texts for users refer to them. */
export type StartFaultCode =
  | 'DB_URL'
  | 'DB_LOCKED'
  | 'DB_LOGIN'
  | 'DB_UNREACHABLE'
  | 'DB_TOO_OLD'
  | 'DB_CONNECTIONS'
  | 'DB_CORRUPT'
  | 'DB_NOT_WRITABLE'
  | 'DB_NEWER'
  | 'DB_MIGRATION'
  | 'DB_MOVED'
  | 'KEY_WRONG'

/**
 * A condition met at start that the person who starts the program can put right. Printed as message and
 * remedy, without a stack, and the program stops.
 */
export class StartFault extends Fault {
  declare readonly code: StartFaultCode
  readonly remedy: string

  /**
   * @param code one of the stable codes
   * @param message what is wrong, naming the file; never data
   * @param remedy what to do about it, in the imperative
   */
  constructor(code: StartFaultCode, message: string, remedy: string, options?: ErrorOptions) {
    super(code, message, options)
    this.name = 'StartFault'
    this.remedy = remedy
  }
}
