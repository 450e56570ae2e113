import { type Clock, makeSettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { notificationJobs } from '#modules/notification/index.ts'
import { assertOwnKeys } from '#modules/operation/index.ts'
import { rosterJobs } from '#modules/roster/index.ts'
import type { App } from '#platform/app.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import { assertServer, openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { portalRole } from '#platform/db/portal-role.queries.ts'
import type { Env } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { openJobs } from '#platform/jobs/jobs.ts'
import type { Log } from '#platform/log.ts'
import { openMail } from '#platform/mail/mail.ts'
import { openSms } from '#platform/sms/sms.ts'

/**
 * The program on its database, migrated, with its job queue running; `close` ends all of it but the server. `keys` are
 * there before the database is: a data folder with a database and no secret has lost it.
 */
export async function openApp(env: Env, keys: Keys, wall: Clock, log: Log, connectionString: string) {
  const schema = env.MINSHENG_TENANT
  const db = openDatabase({ connectionString, schema })
  await assertServer(db, schema)
  // before anything is changed with strange keys
  await assertOwnKeys({ db, keys, env })
  await migrate(db, { log: (sentence) => log.info(sentence) })
  const portalDb = openDatabase({ connectionString, schema, role: portalRole, max: 6 })
  const clock = env.MINSHENG_TEST_CLOCK ? makeSettableClock(wall, wall.now()) : wall
  let isClosing = false
  const jobs = openJobs(connectionString, `${schema}_jobs`, (error) => {
    // a queue that is told to stop in the middle of its round has lost its database: that is no fault
    if (!isClosing) log.error('job queue', error)
  })
  const app: App = {
    db,
    portalDb,
    clock,
    wall,
    ids: systemIds(() => clock.now().getTime()),
    env,
    keys,
    jobs,
    files: localFiles(`${env.MINSHENG_DATA}/files`),
    mail: openMail(env),
    sms: openSms(env),
    log,
  }
  await ensureCalendar(app)
  await jobs.start(app, [...rosterJobs, ...notificationJobs])
  return {
    app,
    async close() {
      isClosing = true
      await jobs.stop()
      app.mail?.close()
      await portalDb.destroy()
      await db.destroy()
    },
  }
}
