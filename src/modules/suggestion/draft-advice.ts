import type { AreaLevel } from '#kernel/actor.ts'

export const adviceCodes = [
  'several_matters',
  'perhaps_several',
  'personal_matter',
  'accusation',
  'lawsuit',
  'named_bidder',
  'product_promotion',
  'passed_on_letter',
  'higher_level',
  'provincial_level',
  'secret_matter',
  'academic',
  'no_substance',
  'too_short',
] as const
export type AdviceCode = (typeof adviceCodes)[number]

export type AdvisedDraft = { title: string; subject: string; grounds: string; proposal: string }

/** What a clause says, and what beside it shows that it is said for another reason. */
type Sign = { says: RegExp; unless?: RegExp }

const firm = '(?:公司|集团|企业|工程队|施工队|设计院|厂家|厂)'
const own = '(?:我公司|我们公司|本公司|我司|我厂|本厂|我企业|我们企业|本企业|我们厂)'
const kin =
  '(?:孩子|小孩|儿子|女儿|孙子|孙女|爱人|妻子|丈夫|老公|老婆|父亲|母亲|爸爸|妈妈|哥哥|弟弟|姐姐|妹妹|侄子|外甥|亲戚|亲属)'
const nation =
  '(?:国务院|全国人大(?:常委会)?|中央财政|中央政府|国家(?:层面|部委|发展改革委|发改委|[\\p{L}]{2,6}局)|教育部|财政部|民政部|住建部|司法部|公安部|交通运输部|农业农村部|人力资源社会保障部|生态环境部)'
const provinces =
  '(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)?省|(?:内蒙古|广西|西藏|宁夏|新疆)?(?:壮族|回族|维吾尔)?自治区'
const province = `(?:${provinces})(?:人民政府|政府|人大(?:常委会)?|级(?:财政|部门|层面|机关|政府)|[\\p{L}]{2,10}厅|(?:市场监督管理|市场监管|医疗保障|医保|药品监督管理|林业|体育|统计|广播电视)局)(?!办公)`
const changed =
  '(?:修改|修订|出台|制定|立法|提高|降低|上调|下调|调整|取消|放宽|延长|统一|下放|增设|新建|扩建|改建|改线|增加|设立|批准)'
/** What an organ above has done already, has ordered, or is only asked to help with. */
const ofBefore =
  /根据|按照|依据|依照|落实|贯彻|已经?(?:出台|修改|修订|制定|印发)|印发|争取|《[^》]*》(?:要求|规定|提出|明确)|的(?:要求|部署|意见|精神)|(?:出台|修订|制定)的|(?:出台|修订|修改|调整)(?:后|以来|之前)|(?:去年|今年|近年|[\d]年).{0,12}(?:出台|修订|修改|调整|提高|取消)/u
const letter = '(?:来信|信件|信访件|信访材料|反映材料|申诉材料|请求书|请愿书|诉求书)'
/** To win, not what comes after: 中标后, 中标结果, 中标单位. */
const winning = '中标(?!后|之后|公示|公告|结果|价|金额|通知|合同|的|人|单位|企业|公司|方|项目)'
const channel = '(?:电话|热线|渠道|平台|奖励|有奖|信箱|邮箱|箱|制度|机制|途径|方式|线索|人)'

/** Told by a draft as a whole, not by a clause. */
type Whole = 'too_short' | 'several_matters' | 'perhaps_several' | 'no_substance'

const signs: Record<Exclude<AdviceCode, Whole>, readonly Sign[]> = {
  personal_matter: [
    { says: /本人(的|及)?(工资|待遇|职称|住房|补偿|子女)|我家的/u },
    {
      says: new RegExp(`(?:我家?|本人)的?(?:${kin}(?!们)|房子|住房|宅基地|老宅|低保|户口)`, 'u'),
      unless: /像|一样|如同|比如|等家庭/u,
    },
  ],
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
      says: /(?:给|让|由|请|要求|帮)[^，。]{0,6}(?:我|本人|亲戚|亲属)[^，。]{0,10}(?:中标|承建|承揽|承包|供货)/u,
    },
    {
      says: new RegExp(
        `${firm}(?:应当|应该|理应|应|必须|最适合|更适合|最有资格)[^，。]{0,6}(?:${winning}|承建|承揽|承接|承包)`,
        'u',
      ),
      unless: /资质|中标公司|中标企业|中标单位|公开招标|招标(?:确定|选定)|依法|具备|符合条件|责任/u,
    },
    {
      says: new RegExp(`(?:建议|希望|要求|支持|推荐|确保|保证)[^，。由]{2,20}${firm}(?:${winning}|承揽|承包)`, 'u'),
      unless: /资质|依法|具备|符合条件|专业公司|第三方|物业公司|哪家/u,
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
      unless: ofBefore,
    },
    {
      says: /(?:修改|修订|废止)《(?:中华人民共和国)?[\p{L}]{2,20}法》/u,
      unless: /已经?|根据|按照|(?:修改|修订)《[^》]*》(?:后|以来)/u,
    },
  ],
  provincial_level: [
    { says: new RegExp(`(?:建议|请|恳请|希望|呼吁|提请)(?:由|从|在)?(?:${province})[^，。]{0,24}${changed}`, 'u') },
    { says: new RegExp(`^(?:由(?:${province})|(?:${province})(?:应当|应该|应|要|须|需))[^，。]{0,16}${changed}`, 'u') },
    { says: new RegExp(`(?:修改|修订|废止|制定)《(?:${provinces})[\\p{L}]{2,24}》`, 'u') },
  ].map(({ says }) => ({ says, unless: ofBefore })),
  secret_matter: [{ says: /绝密|机密|秘密(文件|级)|涉密/u }],
  academic: [
    { says: /本文(?:拟|从|试图|认为|通过|将|就|旨在|首先|基于|围绕|提出|讨论|探讨)|笔者(?:认为|以为|提出|主张)/u },
    {
      says: /(?:学术|理论|学理|概念)上?的?(?:探讨|争鸣|争论|思辨|辨析|界定)|文献综述|研究综述|研究范式|理论框架|学界(?:对|普遍|认为|争论|尚)/u,
      unless: /活动|论坛|讲座|平台|交流|场所|课程|学习/u,
    },
    { says: /从[^，。]{2,14}理论的?(?:视角|角度)/u },
  ],
}

const number = '[一二三四五六七八九十]'
const heading = new RegExp(`^\\s*(?:${number}、|[（(]${number}[）)]|\\d{1,2}[.、．])\\s*(.*)$`, 'gmu')
const inLine = new RegExp(`(?:(?<!十)${number}、|[（(]${number}[）)])`, 'gu')

/** 一事一议: matters of different fields are several; those of one field may be parts of one. */
const fields: readonly RegExp[] = [
  /公路|道路|修路|公交|班次|停车|行路|出行|交通|桥/u,
  /学校|小学|中学|学位|入学|上学|幼儿园|入园/u,
  /养老|助餐|老年|敬老/u,
  /看病|就医|医院|医疗|卫生院/u,
  /治安|巡逻|盗窃|反诈|警务/u,
  /垃圾|污水|河道|水质|排污|扬尘/u,
  /住房|买房|租房|物业|加装电梯/u,
  /就业|招工|求职|欠薪/u,
  /饮水|自来水|供电|用电|燃气/u,
]
const fieldOf = (text: string): number => fields.findIndex((field) => field.test(text))
const fieldsIn = (text: string): number[] => fields.flatMap((field, index) => (field.test(text) ? [index] : []))
const fieldsOf = (texts: readonly string[]): number => new Set(texts.map(fieldOf).filter((field) => field >= 0)).size

const doing = /^(?:新?建|新?修|增|加|改|扩|整治|治理|解决|完善|提高|设|优化|推进|规范|开通|开设)/u
const hardship = /[\p{Script=Han}]{1,6}?难(?=[、和与及，。；等的\p{N}一二两三四五六七八九十几]|$)/gu

/** 修路和建学校以及增加公交; 停车难、养老难、看病难三个问题. */
function namesSeveral(words: string): boolean {
  const parts = words.replace(/^关于|的?建议$/gu, '').split(/[、，；\s]|以及|和|与|及/u)
  const deeds = parts.filter((part) => doing.test(part) && fieldOf(part) >= 0)
  const hardships = words.match(hardship) ?? []
  return (deeds.length >= 3 && fieldsOf(deeds) >= 2) || (hardships.length >= 3 && fieldsOf(hardships) >= 3)
}

// what says nothing of its own wherever it stands
const hollow =
  /希望|建议|要求|请|有关|相关|部门|单位|各级|各部门|政府|领导|高度|重视|切实|进一步|加强|加大|加快|力度|提高|提升|认识|思想|统一|做好|做实|工作|管理|监管|监督|落实|推进|推动|完善|健全|机制|体制|制度|措施|政策|采取|有效|有力|积极|努力|不断|大力|扎实|全面|认真|深入|抓好|抓紧|尽快|早日|及时|解决|问题|群众|老百姓|百姓|人民|满意|更好|更多|投入|宣传|引导|服务|水平|质量|保障|支持|关注|关心|责任|到位|确保|实现|发展|统筹|协调|配合|形成|合力|多措并举|想方设法|共同|各方面|社会|给予|予以|一定|应当|应该|需要|必须|能够|得到|使|让|把|对|要|能|的|地|得|了|和|与|及|并|等|为|在|上|中|下|我们|我县|我区|我市|我镇|该|这|此|项|个|[一二三四五六七八九十]是|第[一二三四五]/gu

/** 无实际内容: of what is asked for nothing is left without the words that fit every matter. */
function isHollow({ proposal }: AdvisedDraft): boolean {
  const letters = proposal.replace(inLine, '').replace(/[^\p{L}\p{N}]/gu, '')
  return letters.length >= 4 && letters.replace(hollow, '').length <= Math.min(4, letters.length / 10)
}

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
  const items = [draft.title, draft.subject, draft.grounds, draft.proposal].some((part) => {
    const [, ...each] = part.split(inLine).map((item) => item.trim().split(/[，。；：:;\n]/u, 1)[0] ?? '')
    return each.length >= 3 && each.every((item) => item.length <= 10 && fieldOf(item) >= 0) && fieldsOf(each) >= 3
  })
  const words = [draft.title, draft.subject, draft.grounds, draft.proposal].join('\n')
  const isNamed = [draft.title, draft.subject].some(namesSeveral)
  return names || bodies || items || isNamed || /以及另|此外.{0,12}另|另外还/su.test(words)
}

const told = /(?:一是|二是|三是|四是|五是|六是|第[一二三四五六][，、：])/gu

/**
 * 一是…二是…三是…: mostly the measures of one matter, which is as it should be. Three and more of which each lies in
 * one field, and no two in the same, may be matters of their own; that is asked, not said.
 */
function asksForSeveral({ proposal }: AdvisedDraft): boolean {
  const [, ...each] = proposal.split(told)
  const found = each.map((item) => fieldsIn(item.split(/[，。；\n]/u, 1)[0] ?? ''))
  const known = found.flat()
  return found.length >= 3 && found.every(({ length }) => length === 1) && new Set(known).size === known.length
}

const clausesOf = (draft: AdvisedDraft): string[] =>
  [draft.title, draft.subject, draft.grounds, draft.proposal].flatMap((part) => part.split(/[，。；！？;!?\n]/u))

/**
 * What the words of a draft tell of (domain B2), read clause by clause: a word of one clause excuses none in another. What
 * a deputy of the province may well propose, one of a city, a county or a township is told to leave to them.
 */
export function groundsTold(draft: AdvisedDraft, level: AreaLevel): AdviceCode[] {
  const clauses = clausesOf(draft)
  const isSaid = (code: keyof typeof signs) =>
    signs[code].some(({ says, unless }) => clauses.some((clause) => says.test(clause) && !unless?.test(clause)))
  return adviceCodes.filter((code) => {
    if (code === 'too_short' || (code === 'provincial_level' && level === 1)) return false
    if (code === 'no_substance') return isHollow(draft)
    if (code === 'perhaps_several') return !tellsOfSeveral(draft) && asksForSeveral(draft)
    return code === 'several_matters' ? tellsOfSeveral(draft) : isSaid(code)
  })
}
