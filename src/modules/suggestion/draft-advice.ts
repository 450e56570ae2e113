export const adviceCodes = [
  'several_matters',
  'personal_matter',
  'accusation',
  'lawsuit',
  'named_bidder',
  'product_promotion',
  'passed_on_letter',
  'higher_level',
  'secret_matter',
  'too_short',
] as const
export type AdviceCode = (typeof adviceCodes)[number]

export type AdvisedDraft = { title: string; subject: string; grounds: string; proposal: string }

/** What a clause says, and what beside it shows that it is said for another reason. */
type Sign = { says: RegExp; unless?: RegExp }

const firm = '(?:公司|集团|企业|工程队|施工队|设计院|厂家|厂)'
const own = '(?:我公司|我们公司|本公司|我司|我厂|本厂|我企业|我们企业|本企业|我们厂)'
const nation =
  '(?:国务院|全国人大(?:常委会)?|中央财政|中央政府|国家(?:层面|部委|发展改革委|发改委|[\\p{L}]{2,6}局)|教育部|财政部|民政部|住建部|司法部|公安部|交通运输部|农业农村部|人力资源社会保障部|生态环境部)'
const letter = '(?:来信|信件|信访件|信访材料|反映材料|申诉材料|请求书|请愿书|诉求书)'
const channel = '(?:电话|热线|渠道|平台|奖励|有奖|信箱|邮箱|箱|制度|机制|途径|方式|线索|人)'

const signs: Record<Exclude<AdviceCode, 'too_short' | 'several_matters'>, readonly Sign[]> = {
  personal_matter: [{ says: /本人(的|及)?(工资|待遇|职称|住房|补偿|子女)|我家的|我儿子|我女儿/u }],
  accusation: [
    {
      says: new RegExp(`(?:举报|检举|控告)(?!(?:控告|检举|申诉|投诉|举报|、|和)*${channel})`, 'u'),
      unless: /鼓励|公布|公开|开通|设立|畅通|受理|接受|方便|完善|奖励|拨打|投诉举报|群众.{0,6}举报|居民.{0,6}举报/u,
    },
    { says: /贪污|受贿|渎职/u, unless: /预防|警示教育|反贪污|宣传|防范|监督制度/u },
  ],
  lawsuit: [{ says: /(法院|一审|二审|再审|仲裁).{0,12}(判决|裁定|审理|上诉)|正在诉讼/u }],
  named_bidder: [
    {
      says: new RegExp(
        `(?:由|让|交给|交由|选定|指定|确定|委托)[^由]{2,24}${firm}[^由]{0,8}(?:中标|承建|承揽|承包|施工|供货|负责建设|作为施工|为施工)`,
        'u',
      ),
      unless:
        /资质|中标公司|中标企业|中标单位|公开招标|招标(?:确定|选定)|依法|具备|符合条件|专业公司|有实力|第三方|物业公司|哪家/u,
    },
    {
      says: /(?:指定|内定)[^，。]{0,20}(?:中标人|中标单位|中标方|承建商|承建单位|供应商|施工单位)/u,
    },
  ].map(({ says, unless }) => ({
    says,
    unless: new RegExp(
      `不得|禁止|严禁|杜绝|不应|防止|避免|不能|整治|查处${unless === undefined ? '' : `|${unless.source}`}`,
      'u',
    ),
  })),
  product_promotion: [
    {
      says: new RegExp(`${own}(?:自主)?(?:生产|研发|推出|代理|经销|销售|开发)的?(?!经营)`, 'u'),
      unless: /垃圾|污水|停产|用电|困难/u,
    },
    {
      says: new RegExp(
        `(?:推广|选用|采用|采购|使用|购买|推荐)[^，。]{0,6}${own}[^，。]{0,8}(?:产品|设备|系统|软件|技术|服务)`,
        'u',
      ),
    },
    {
      says: /(?:推广|选用|采用|采购|购买|推荐|统一使用)[^，。]{0,8}[\p{L}\d](?<![品招门路车标站吊示名金王公警铭奖])牌[^，。]{0,10}(?:机|器|仪|剂|系统|软件|设备|产品|药|饮料|奶粉)/u,
    },
    { says: /厂家直销|订购热线|欢迎(?:订购|选购|洽谈)|优惠价|限时优惠/u },
  ],
  passed_on_letter: [
    {
      says: /(?:代转|代为转[交达递]|现转[交来呈]|转呈|现将.{0,30}转)/u,
      unless: /变电|代转站|机制|制度|流程|时限|期限|规定|平台/u,
    },
    { says: new RegExp(`(?:附上|随附|现附).{0,16}${letter}`, 'u') },
    { says: new RegExp(`${letter}(?:全文|原文|内容)?如下`, 'u') },
  ],
  higher_level: [
    {
      says: new RegExp(
        `${nation}[^，。]{0,20}(?:修改|修订|出台|制定|立法|提高|降低|上调|下调|调整|取消|放宽|延长|统一规定)`,
        'u',
      ),
      unless:
        /根据|按照|依据|依照|落实|贯彻|已经?(?:出台|修改|修订|制定|印发)|印发|争取|《[^》]*》(?:要求|规定|提出|明确)|的(?:要求|部署|意见|精神)|(?:出台|修订|制定)的|(?:出台|修订|修改|调整)(?:后|以来|之前)|(?:去年|今年|近年|[\d]年).{0,12}(?:出台|修订|修改|调整|提高|取消)/u,
    },
    {
      says: /(?:修改|修订|废止)《(?:中华人民共和国)?[\p{L}]{2,20}法》/u,
      unless: /已经?|根据|按照|(?:修改|修订)《[^》]*》(?:后|以来)/u,
    },
  ],
  secret_matter: [{ says: /绝密|机密|秘密(文件|级)|涉密/u }],
}

const number = '[一二三四五六七八九十]'
const heading = new RegExp(`^\\s*(?:${number}、|[（(]${number}[）)]|\\d{1,2}[.、．])\\s*(.*)$`, 'gmu')
const inLine = new RegExp(`(?:(?<!十)${number}、|[（(]${number}[）)])`, 'gu')

/**
 * Measures of one matter are numbered as well, hence numbers alone say nothing in the grounds or the plan: there it is
 * headings that each begin a suggestion of their own (关于…), and in the title or the matter any second number.
 */
function tellsOfSeveral(draft: AdvisedDraft): boolean {
  const names = [draft.title, draft.subject].some((part) => {
    const numbers = new Set((part.match(inLine) ?? []).map((sign) => sign.replace(/[（(）)、]/gu, '')))
    return numbers.has('一') && numbers.has('二')
  })
  const bodies = [draft.grounds, draft.proposal].some(
    (part) =>
      [...part.matchAll(heading)].filter(([, text = '']) => /^关于|^另一件|的建议[。：:]?$/u.test(text)).length >= 2,
  )
  const words = [draft.title, draft.subject, draft.grounds, draft.proposal].join('\n')
  return names || bodies || /以及另|此外.{0,12}另|另外还|一是.*二是.*三是.*四是.*五是/su.test(words)
}

const clausesOf = (draft: AdvisedDraft): string[] =>
  [draft.title, draft.subject, draft.grounds, draft.proposal].flatMap((part) => part.split(/[，。；！？;!?\n]/u))

/** What the words of a draft tell of (domain B2), read clause by clause: a word of one clause excuses none in another. */
export function groundsTold(draft: AdvisedDraft): AdviceCode[] {
  const clauses = clausesOf(draft)
  const isSaid = (code: keyof typeof signs) =>
    signs[code].some(({ says, unless }) => clauses.some((clause) => says.test(clause) && !unless?.test(clause)))
  return adviceCodes.filter((code) => {
    if (code === 'too_short') return false
    return code === 'several_matters' ? tellsOfSeveral(draft) : isSaid(code)
  })
}
