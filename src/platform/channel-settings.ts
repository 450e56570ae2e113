import { z } from 'zod'
import { optional, words, yesOrNo } from './setting.ts'

const smtpUrl = words(
  '应形如 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机:465。',
  'It looks like smtp://user:password@host:587 or smtps://user:password@host:465.',
)
const port = words('端口应为 1 至 65535 的整数。', 'A port is a whole number from 1 to 65535.')
const sender = words(
  '应为发件地址，如 noreply@rd.example.gov.cn 或 民声 <noreply@rd.example.gov.cn>。',
  'It is the address of the sender, like noreply@rd.example.gov.cn or Minsheng <noreply@rd.example.gov.cn>.',
)
const address = words('应为 http 或 https 网址。', 'It is an http or https address.')
const texts = words('应为 JSON 对象，名称和值都是文字。', 'It is a JSON object whose names and values are both text.')
const template = words(
  '应为 JSON，且含 {phone}，如 {"mobile":"{phone}","templateId":"{template}","params":"{params}","sign":"{sign}"}。',
  'It is JSON and has {phone} in it, like {"mobile":"{phone}","templateId":"{template}","params":"{params}"}.',
)

const smsBodyDefault = '{"phone":"{phone}","template":"{template}","params":"{params}","sign":"{sign}"}'

const textsOf = (text: string | undefined): Record<string, string> | undefined => {
  if (text === undefined) return {}
  const parsed = z.record(z.string(), z.string()).safeParse(jsonOf(text))
  return parsed.success ? parsed.data : undefined
}

const textMap = optional(
  z
    .string()
    .optional()
    .refine((text) => textsOf(text) !== undefined, { error: texts })
    .transform((text) => textsOf(text) ?? {}),
)

const text = optional(z.string().trim().optional())

/** The channels on which notices leave the program; without them they stay in it. */
export const channelSettings = {
  SMTP_URL: optional(
    z
      .string()
      .optional()
      .refine((url) => url === undefined || isSmtpUrl(url), { error: smtpUrl }),
  ),
  SMTP_HOST: text,
  SMTP_PORT: optional(
    z
      .string()
      .optional()
      .refine(
        (value) => value === undefined || (/^\d{1,5}$/.test(value) && Number(value) > 0 && Number(value) < 65536),
        {
          error: port,
        },
      )
      .transform((value) => (value === undefined ? undefined : Number(value))),
  ),
  SMTP_USER: text,
  SMTP_PASSWORD: optional(z.string().optional()),
  SMTP_SECURE: yesOrNo,
  SMTP_FROM: optional(
    z
      .string()
      .trim()
      .optional()
      .refine((value) => value === undefined || senderShape.test(value), { error: sender }),
  ),
  SMS_URL: optional(
    z
      .string()
      .optional()
      .refine((url) => url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? ''), { error: address }),
  ),
  SMS_METHOD: optional(
    z.enum(['POST', 'PUT'], { error: words('应为 POST 或 PUT。', 'It is POST or PUT.') }).default('POST'),
  ),
  SMS_HEADERS: textMap,
  SMS_SECRET: optional(z.string().optional()),
  SMS_BODY: optional(
    z
      .string()
      .default(smsBodyDefault)
      .refine((body) => jsonOf(body) !== undefined && body.includes('{phone}'), { error: template }),
  ),
  SMS_SIGN: text,
  SMS_TEMPLATES: textMap,
  SMS_SUCCESS: optional(z.string().optional()),
}

const senderShape = /^(?:[^<>\r\n]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/

function isSmtpUrl(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && /^smtps?:$/.test(parsed.protocol) && parsed.hostname !== ''
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** What no single setting can tell: pairs that belong together, and the link that every notice carries. */
export function faultsBetweenChannels(has: (name: string) => boolean): { name: string; message: string }[] {
  const faults: { name: string; message: string }[] = []
  const fault = (isWrong: boolean, name: string, chinese: string, english: string) => {
    if (isWrong) faults.push({ name, message: words(chinese, english) })
  }
  const mails = has('SMTP_URL') || has('SMTP_HOST')
  fault(
    has('SMTP_URL') && has('SMTP_HOST'),
    'SMTP_HOST',
    '已设置 SMTP_URL，不再设置 SMTP_HOST。',
    'SMTP_URL is set: SMTP_HOST is left out then.',
  )
  fault(
    mails && !has('SMTP_FROM'),
    'SMTP_FROM',
    '发送邮件须设置发件地址。',
    'To send mail, the address of the sender is needed.',
  )
  fault(
    has('SMTP_FROM') && !mails,
    'SMTP_URL',
    '设置了发件地址，还须设置 SMTP_URL 或 SMTP_HOST。',
    'There is an address of the sender: SMTP_URL or SMTP_HOST is needed too.',
  )
  fault(
    has('SMTP_USER') !== has('SMTP_PASSWORD'),
    has('SMTP_USER') ? 'SMTP_PASSWORD' : 'SMTP_USER',
    '用户和密码须同时设置。',
    'A user and the password are set together.',
  )
  fault(
    has('SMS_URL') && !has('SMS_TEMPLATES'),
    'SMS_TEMPLATES',
    '发送短信须设置报备的模板号，如 {"default":"SMS_1001"}。',
    'To send SMS, the ids of the registered templates are needed, like {"default":"SMS_1001"}.',
  )
  fault(
    (mails || has('SMS_URL')) && !has('PUBLIC_URL'),
    'PUBLIC_URL',
    '邮件和短信中有链接，须设置公众访问的网址。',
    'Mail and SMS carry a link: the address that the public uses is needed.',
  )
  return faults
}
