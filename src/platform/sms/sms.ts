import type { Env } from '../env.ts'
import type { Sending } from '../mail/mail.ts'

export type SmsMessage = {
  id: string
  phone: string
  /** The kind of notice; which registered template it takes says the configuration. */
  kind: string
  /** What the template shows: a number and a link, never the matter. */
  params: Readonly<Record<string, string>>
}

/** Short messages by a gateway. `send` throws nothing: what went wrong is its answer. */
export type Sms = {
  /** A kind without a registered template gets no short message. */
  hasTemplate(kind: string): boolean
  send(message: SmsMessage): Promise<Sending>
}

/** By configuration; undefined where no gateway is set. */
export const openSms = (env: Env): Sms | undefined =>
  env.SMS_URL === undefined
    ? undefined
    : httpSms({
        url: env.SMS_URL,
        method: env.SMS_METHOD,
        headers: env.SMS_HEADERS,
        body: env.SMS_BODY,
        templates: env.SMS_TEMPLATES,
        secret: env.SMS_SECRET ?? '',
        sign: env.SMS_SIGN ?? '',
        success: env.SMS_SUCCESS,
      })

export type SmsGateway = {
  url: string
  method: string
  headers: Readonly<Record<string, string>>
  /** JSON with placeholders. */
  body: string
  templates: Readonly<Record<string, string>>
  secret: string
  sign: string
  success: string | undefined
}

const patienceMs = 10_000

/** Any gateway that takes JSON over HTTP. */
export function httpSms(gateway: SmsGateway): Sms {
  const shape: unknown = JSON.parse(gateway.body)
  const templateOf = (kind: string) => gateway.templates[kind] ?? gateway.templates['default']
  return {
    hasTemplate: (kind) => templateOf(kind) !== undefined,
    async send({ id, phone, kind, params }) {
      const template = templateOf(kind)
      if (template === undefined) return { isSent: false, fault: 'no_template', isFinal: true }
      const values = { phone, template, sign: gateway.sign, secret: gateway.secret, id }
      try {
        const answer = await fetch(gateway.url, {
          method: gateway.method,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            ...Object.fromEntries(Object.entries(gateway.headers).map(([name, text]) => [name, fill(text, values)])),
          },
          body: JSON.stringify(fillShape(shape, values, params)),
          signal: AbortSignal.timeout(patienceMs),
          redirect: 'error',
        })
        return judge(answer.status, await answer.text(), gateway.success)
      } catch (error) {
        const isLate = error instanceof Error && error.name === 'TimeoutError'
        return { isSent: false, fault: isLate ? 'timeout' : 'unreachable', isFinal: false }
      }
    },
  }
}

function judge(status: number, text: string, success: string | undefined): Sending {
  if (status === 401 || status === 403) return { isSent: false, fault: 'login_refused', isFinal: false }
  if (status === 429 || status >= 500) return { isSent: false, fault: 'server_busy', isFinal: false }
  const isTaken = status < 300 && (success === undefined || text.includes(success))
  return isTaken ? { isSent: true } : { isSent: false, fault: 'gateway_refused', isFinal: false }
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** Filled in as values, after parsing: nothing that is filled in can break out of the JSON. */
function fillShape(
  shape: unknown,
  values: Readonly<Record<string, string>>,
  params: Readonly<Record<string, string>>,
): unknown {
  if (shape === '{params}') return params
  if (typeof shape === 'string') return fill(shape, { ...values, params: JSON.stringify(params) })
  if (Array.isArray(shape)) return shape.map((one) => fillShape(one, values, params))
  if (typeof shape !== 'object' || shape === null) return shape
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, fillShape(value, values, params)]))
}
