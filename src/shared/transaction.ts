declare const brand: unique symbol

/** A view of the data that store adapters know how to use; to everybody else it is opaque. */
export interface Tx {
  readonly [brand]: 'tx'
}

/** How services reach the data: all reads through `reader`, all changes inside one `write`. */
export interface Transactions {
  /**
   * Runs `work` alone, in one transaction: everything in it is saved, or nothing is. Writes queue in the order
   * in which they were asked for. Keep `work` to the database: whatever it waits for, every other writer waits for.
   *
   * @returns what `work` returned, once it is on the disk
   * @throws StoreFault (`NOT_SAVED`) when the database could not save, (`PERHAPS_SAVED`) when the connection broke before
   *   it said whether it had; `Fault` (`NESTED_WRITE`) when called inside another `write`: pass the `tx` on instead;
   *   anything that `work` throws, after rolling back
   * @example
   * await transactions.write(async tx => {
   *   await polls.close(tx, pollId, now)
   *   await audit.record(tx, now, event)
   * })
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Reads what has been saved; writing through it is refused. Inside a `write`, read through its `tx`.
   * It throws a StoreFault (`NOT_SAVED`) when the database cannot be asked.
   */
  readonly reader: Tx
  /**
   * Runs `work` on the reader, as one turn: a question that it asks twice is answered once, so that all parts of an
   * answer rest on the same facts. For a turn that is over in an instant, never for something that waits. A turn that
   * saves a record of its reading waits its turn for that; when somebody changed something meanwhile, `work` runs once
   * more, in a `write`.
   */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}
