import type { ConnectionProvider, DatabaseConnection, Kysely } from 'kysely'

/**
 * Lets the statements of one transaction leave without each waiting for the answer of the one before, where its service
 * asks for several at a time (`Promise.all`). The server takes them in their order on the one connection, so what was
 * asked first is done first; where one fails, those behind it fail as well, and the first tells why. Kysely of itself
 * sends the next when the one before was answered, and to be woken for each costs both processes more than the
 * statement does. docs/decisions/0014.
 */
export function pipelineTransactions<Database>(db: Kysely<Database>): void {
  const executor = db.getExecutor()
  const withProvider = executor.withConnectionProvider.bind(executor)
  Object.assign(executor, { withConnectionProvider: (one: ConnectionProvider) => withProvider(atOnce(one)) })
}

/** Gives the one connection of a transaction to all who ask for it at the same time. */
function atOnce(provider: ConnectionProvider): ConnectionProvider {
  let connection: Promise<DatabaseConnection> | undefined
  return {
    async provideConnection(consumer) {
      connection ??= provider.provideConnection((own) => Promise.resolve(own))
      return consumer(await connection)
    },
  }
}
