import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { readEnv } from '../env.ts'
import { type Mail, openMail } from './mail.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serverWith(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ disabledCommands: ['STARTTLS'], closeTimeout: 50, ...options })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)))
  return (server.server.address() as AddressInfo).port
}

function mailBy(url: string): Mail {
  const mail = openMail(
    readEnv({ SMTP_URL: url, SMTP_FROM: '民声 <noreply@rd.example.gov.cn>', PUBLIC_URL: 'https://rd.example.gov.cn' }),
  )
  if (!mail) throw new Error('not configured')
  closing.push(() => mail.close())
  return mail
}

const message = { id: '1', to: { name: '王五', address: 'wangwu@example.cn' }, subject: '请签收', text: '编号' }
const reject = (responseCode: number) => Object.assign(new Error('no'), { responseCode })

test('without a server there is no mail', () => {
  expect(openMail(readEnv({}))).toBeUndefined()
})

test('user and password of the address are given to the server, as they were before they were encoded', async () => {
  const seen: unknown[] = []
  const port = await serverWith({
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      seen.push(username, password)
      done(null, { user: username })
    },
  })
  expect(await mailBy(`smtp://office%40rd:p%2Fw@127.0.0.1:${port}`).send(message)).toEqual({ isSent: true })
  expect(seen).toEqual(['office@rd', 'p/w'])
})

test('a password that is refused can be mended, so the message is tried again', async () => {
  const port = await serverWith({ allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(reject(535)) })
  const sent = await mailBy(`smtp://a:b@127.0.0.1:${port}`).send(message)
  expect(sent).toEqual({ isSent: false, fault: 'login_refused', isFinal: false })
})

test('an address that does not exist is final, a server that is busy is not', async () => {
  const answering = (status: number) =>
    serverWith({ authOptional: true, onRcptTo: (_address, _session, done) => done(reject(status)) })
  const [unknown, busy] = [await answering(550), await answering(451)]
  expect(await mailBy(`smtp://127.0.0.1:${unknown}`).send(message)).toEqual({
    isSent: false,
    fault: 'address_rejected',
    isFinal: true,
  })
  expect(await mailBy(`smtp://127.0.0.1:${busy}`).send(message)).toMatchObject({ fault: 'server_busy', isFinal: false })
})

test('a server that is not there, or does not speak TLS where it should, is told apart', async () => {
  const port = await serverWith({ authOptional: true })
  expect(await mailBy('smtp://127.0.0.1:1').send(message)).toMatchObject({ fault: 'unreachable', isFinal: false })
  const wrong = await mailBy(`smtps://127.0.0.1:${port}`).send(message)
  expect(wrong).toMatchObject({ isSent: false, isFinal: false })
})
