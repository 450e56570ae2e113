import { occupationGroups } from '#modules/identity/identity.ts'
import { ethnicities, parties } from '#modules/identity/index.ts'
import type { SheetColumn, SheetForm } from '#platform/documents/sheet.ts'
import type { RosterKind } from './roster.ts'

/**
 * The tables that offices keep. Headings and the words in cells are part of the file format, Chinese in every language
 * of the program; the first name of a column is the one that templates and exports carry.
 */
export type FormColumn = SheetColumn & {
  width: number
  /** The only words of this column, for the list in the template. */
  choices?: readonly string[]
  example: string
}

export type RosterForm = {
  /** Told on a sheet of its own in the empty table. */
  notes?: readonly string[]
  title: string
  columns: readonly FormColumn[]
  headedBy: readonly string[]
  /** Where a cell holds a whole text: more than what is enough for a roster. */
  cellCharactersMax?: number
}

export const text = (key: string, names: readonly string[], example: string, width = 14): FormColumn => ({
  key,
  names,
  kind: 'text',
  width,
  example,
})
export const lines = (key: string, names: readonly string[], example: string, width = 36): FormColumn => ({
  ...text(key, names, example, width),
  kind: 'lines',
})
export const code = (key: string, names: readonly string[], example: string, width = 16): FormColumn => ({
  ...text(key, names, example, width),
  kind: 'code',
})
export const date = (key: string, names: readonly string[], example: string): FormColumn => ({
  ...text(key, names, example, 12),
  kind: 'date',
})
export const choice = (
  key: string,
  names: readonly string[],
  choices: readonly string[],
  example: string,
): FormColumn => ({
  ...text(key, names, example, 12),
  choices,
})

const personName: FormColumn = {
  key: 'name',
  names: ['姓名', '名字', '代表姓名', '人员姓名'],
  kind: 'name',
  width: 12,
  example: '张三',
}
const sex = choice('sex', ['性别'], ['男', '女'], '男')
const idNumber = code('idNumber', ['身份证号', '身份证号码', '公民身份号码', '身份证', '证件号码'], '', 22)
const phone = code('phone', ['联系电话', '手机号码', '手机', '手机号', '电话', '联系方式', '移动电话'], '', 15)
const mail = text('mail', ['电子邮箱', '邮箱', '电子邮件', '邮箱地址', 'E-mail', 'Email'], '', 26)
const deputyNumber = ['代表证号', '代表编号', '代表证编号', '代表证', '代表号', '证号', '编号']
const term = text('term', ['届次', '届', '第几届'], '', 10)
const congress = text('congress', ['所属人大', '代表级别', '人大', '任职人大', '所在人大'], '', 20)

export const electionKinds = { 选区: 'constituency', 选举单位: 'electing_unit' } as const

export const unitKinds = {
  承办单位: 'unit',
  政府办: 'gov_office',
  '专(工)委': 'committee',
  代表工委: 'deputy_office',
  乡镇人大主席团: 'presidium',
  街道人大工委: 'street_committee',
  常委会领导: 'leadership',
  大会秘书处: 'secretariat',
  联络站: 'station',
} as const

export const unitSystems = {
  人大: 'congress',
  政府: 'government',
  法院: 'court',
  检察院: 'procuratorate',
  监委: 'supervision',
  党委: 'party',
  企业: 'enterprise',
  乡镇街道: 'township',
} as const

export const postRoles = {
  承办经办人: 'unit_clerk',
  承办负责人: 'unit_head',
  站联络员: 'station_clerk',
  站长: 'station_head',
  政府办工作人员: 'gov_office',
  '专(工)委工作人员': 'committee',
  代表工委工作人员: 'deputy_office',
  乡镇人大主席团: 'presidium',
  街道人大工委: 'street_committee',
  常委会领导: 'leader',
  大会秘书处: 'secretariat',
  内容发布: 'publisher',
} as const

export const rosterForms: Readonly<Record<RosterKind, RosterForm>> = {
  areas: {
    title: '行政区划表',
    headedBy: ['code', 'name'],
    columns: [
      code('code', ['区划代码', '行政区划代码', '代码', '统计用区划代码', '编码'], '320412100'),
      text('name', ['区划名称', '名称', '行政区划名称', '单位名称'], '湖塘镇', 20),
    ],
  },
  units: {
    title: '单位名册',
    headedBy: ['name'],
    columns: [
      code('code', ['单位编码', '单位代码', '统一社会信用代码', '编码', '代码'], 'WJ-CGJ', 22),
      text('name', ['单位名称', '单位全称', '单位', '名称', '机构名称'], '武进区城市管理局', 26),
      text('shortName', ['单位简称', '简称'], '区城管局'),
      choice('kind', ['单位类别', '类别', '单位类型', '类型'], Object.keys(unitKinds), '承办单位'),
      choice('system', ['所属系统', '系统', '系统类别'], Object.keys(unitSystems), '政府'),
      text('area', ['所在区划', '区划', '区划代码', '所在乡镇', '所在地'], '武进区'),
      text('parent', ['上级单位', '主管单位', '主管部门'], '', 22),
      date('startsOn', ['设立日期', '成立日期', '启用日期'], '2020-01-01'),
      date('effectiveOn', ['更名日期', '变更日期', '名称变更日期'], ''),
      date('endsOn', ['撤销日期', '停用日期', '注销日期'], ''),
    ],
  },
  posts: {
    title: '人员任职表',
    headedBy: ['name', 'unit'],
    columns: [
      personName,
      idNumber,
      code('number', deputyNumber, ''),
      sex,
      text('unit', ['单位名称', '单位', '单位编码', '所在单位', '工作单位'], '武进区城市管理局', 26),
      choice('role', ['平台角色', '角色', '岗位'], Object.keys(postRoles), '承办经办人'),
      text('title', ['职务', '职务名称', '职位'], '办公室主任', 18),
      date('startsOn', ['任职日期', '到任日期', '开始日期'], '2022-01-06'),
      date('endsOn', ['离任日期', '免职日期', '结束日期'], ''),
      phone,
      mail,
    ],
  },
  deputies: {
    title: '人大代表名册',
    headedBy: ['name'],
    columns: [
      code('number', deputyNumber, '320412-001'),
      personName,
      sex,
      date('born', ['出生年月', '出生日期', '出生年月日', '生日', '出生时间'], '1975-03'),
      { ...choice('ethnicity', ['民族'], ethnicities, '汉族'), width: 10 },
      { ...choice('party', ['政治面貌', '党派', '党派(政治面貌)', '党派或政治面貌'], parties, '中共党员'), width: 14 },
      text('education', ['学历', '文化程度', '学历学位'], '大学本科'),
      text('occupation', ['工作单位及职务', '职业', '单位及职务', '工作单位', '单位职务', '职业职务'], '', 30),
      choice('occupationGroup', ['职业构成', '代表构成', '构成', '职业类别'], occupationGroups, '农民'),
      congress,
      term,
      text(
        'constituency',
        ['选区或选举单位', '选区', '选举单位', '选区名称', '当选选区', '选区号'],
        '湖塘第一选区',
        20,
      ),
      text('delegation', ['代表团', '所在代表团', '代表团名称'], '湖塘代表团', 16),
      date('startedOn', ['当选日期', '任职日期', '起始日期', '任职起始日期'], '2022-01-06'),
      idNumber,
      phone,
      mail,
    ],
  },
  constituencies: {
    title: '选区和选举单位表',
    headedBy: ['name'],
    columns: [
      code('code', ['选区编号', '编号', '选区号', '代码', '选区代码'], '001'),
      text('name', ['选区名称', '选区', '选举单位', '选区或选举单位', '名称', '选举单位名称'], '湖塘第一选区', 24),
      choice('kind', ['类型', '类别'], Object.keys(electionKinds), '选区'),
      code('seats', ['应选名额', '名额', '代表名额', '应选代表名额', '应选人数'], '3', 10),
      text('area', ['所在区划', '所在乡镇', '区划', '乡镇街道', '区划代码', '所在地'], '湖塘镇'),
      congress,
      term,
    ],
  },
}

/** As the reader in the worker wants it. A deputy is of age: a birth year of two digits is 18 years back at least. */
export function sheetForm({ columns, headedBy }: RosterForm, today: string): SheetForm {
  const born = Temporal.PlainDate.from(today).subtract({ years: 18 }).toString()
  const notAfter = Object.fromEntries(
    columns.filter((column) => column.kind === 'date').map(({ key }) => [key, key === 'born' ? born : today]),
  )
  return { columns: columns.map(({ key, names, kind: read }) => ({ key, names, kind: read })), headedBy, notAfter }
}

/** The Chinese word of a stored value, for exports. */
export const wordOf = (words: Readonly<Record<string, string>>, value: string): string =>
  Object.keys(words).find((word) => words[word] === value) ?? value

/** The stored value of a Chinese word, brackets of either width. */
export const meaningOf = <Words extends Readonly<Record<string, string>>>(words: Words) => {
  const plain = (word: string): string => word.normalize('NFKC').replaceAll(' ', '')
  return (text: string): Words[keyof Words] | undefined => {
    const word = Object.keys(words).find((one) => plain(one) === plain(text))
    return word === undefined ? undefined : (words[word] as Words[keyof Words])
  }
}
