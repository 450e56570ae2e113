import { type OccupationGroup, occupationGroups } from './identity.ts'

/** What a cell says, in the one form in which it is stored; undefined when it says nothing we know. */
export type Reading = string | undefined

const ethnicityNames =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'
export const ethnicities: readonly string[] = ethnicityNames.split(' ').map((name) => `${name}族`)
const uncounted = ['穿青人', '其他']

export function ethnicityOf(text: string): Reading {
  const plain = text.replaceAll(' ', '')
  const full = plain.endsWith('族') || uncounted.includes(plain) ? plain : `${plain}族`
  return ethnicities.includes(full) || uncounted.includes(full) ? full : undefined
}

export const parties = [
  '中共党员',
  '中共预备党员',
  '共青团员',
  '民革党员',
  '民盟盟员',
  '民建会员',
  '民进会员',
  '农工党党员',
  '致公党党员',
  '九三学社社员',
  '台盟盟员',
  '无党派人士',
  '群众',
] as const
export type Party = (typeof parties)[number]

const partyNames: Readonly<Record<Party, readonly string[]>> = {
  中共党员: ['中共', '党员', '中国共产党', '中国共产党党员', '共产党员', '中国共产党员', '中共正式党员'],
  中共预备党员: ['预备党员', '中国共产党预备党员'],
  共青团员: ['团员', '共青团', '中国共产主义青年团团员'],
  民革党员: ['民革', '中国国民党革命委员会', '民革会员'],
  民盟盟员: ['民盟', '中国民主同盟', '民盟会员'],
  民建会员: ['民建', '中国民主建国会'],
  民进会员: ['民进', '中国民主促进会'],
  农工党党员: ['农工党', '农工', '农工民主党', '中国农工民主党', '农工党员'],
  致公党党员: ['致公党', '致公', '中国致公党', '致公党员'],
  九三学社社员: ['九三', '九三学社'],
  台盟盟员: ['台盟', '台湾民主自治同盟'],
  无党派人士: ['无党派', '无党派民主人士'],
  群众: ['无', '普通公民', '公民', '非党'],
}

export const partyOf = (text: string): Party | undefined => {
  const plain = text.replaceAll(' ', '')
  return parties.find((party) => party === plain || partyNames[party].includes(plain))
}

const groupNames: Readonly<Record<OccupationGroup, readonly string[]>> = {
  工人: ['一线工人', '产业工人', '职工', '一线职工', '农民工'],
  农民: ['务农', '新型农民', '种养大户', '农业从业人员'],
  '村（社区）干部': ['村干部', '社区干部', '村社区干部', '村(社区)干部', '村居干部'],
  专业技术人员: ['专技人员', '专业技术', '知识分子', '技术人员'],
  企业负责人: ['企业家', '企业管理人员', '企业主', '民营企业家', '非公经济人士'],
  党政机关干部: ['党政干部', '干部', '领导干部', '党政领导干部', '机关干部', '公务员'],
  军人: ['解放军', '武警', '现役军人', '解放军和武警'],
  其他: ['其它', '其他人员'],
}

export const occupationGroupOf = (text: string): OccupationGroup | undefined => {
  const plain = text.replaceAll(' ', '')
  return occupationGroups.find((group) => group === plain || groupNames[group].includes(plain))
}
