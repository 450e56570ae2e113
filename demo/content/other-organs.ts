import type { OrganContent } from './content.types.ts'

/** Courts, procuratorate, supervision, party bodies, mass groups and public enterprises. */
export const otherOrgans: readonly OrganContent[] = [
  {
    key: 'fayuan',
    name: '常州市武进区人民法院',
    shortName: '区法院',
    system: 'court',
    kind: 'unit',
  },
  {
    key: 'jianchayuan',
    name: '常州市武进区人民检察院',
    shortName: '区检察院',
    system: 'procuratorate',
    kind: 'unit',
  },
  {
    key: 'jianwei',
    name: '常州市武进区监察委员会',
    shortName: '区监委',
    system: 'supervision',
    kind: 'unit',
  },
  {
    key: 'zhengfa',
    name: '中共常州市武进区委政法委员会',
    shortName: '区委政法委',
    system: 'party',
    kind: 'unit',
  },
  {
    key: 'shegong',
    name: '中共常州市武进区委社会工作部',
    shortName: '区委社工部',
    system: 'party',
    kind: 'unit',
  },
  {
    key: 'canlian',
    name: '常州市武进区残疾人联合会',
    shortName: '区残联',
    system: 'party',
    kind: 'unit',
  },
  {
    key: 'gongdian',
    name: '国网江苏省电力有限公司常州供电分公司武进营业部',
    shortName: '武进供电',
    system: 'enterprise',
    kind: 'unit',
  },
  {
    key: 'shuiwu',
    name: '武进水务发展有限公司',
    shortName: '武进水务',
    system: 'enterprise',
    kind: 'unit',
  },
  {
    key: 'gongjiao',
    name: '武进公共交通有限公司',
    shortName: '武进公交',
    system: 'enterprise',
    kind: 'unit',
  },
  {
    key: 'dianxin',
    name: '武进通信发展有限公司',
    shortName: '武进通信',
    system: 'enterprise',
    kind: 'unit',
  },
  {
    key: 'ranqi',
    name: '武进燃气有限公司',
    shortName: '武进燃气',
    system: 'enterprise',
    kind: 'unit',
  },
]
