import type { OrganContent } from './content.types.ts'

const bureau = (key: string, name: string, shortName: string): OrganContent => ({
  key,
  name: `常州市武进区${name}`,
  shortName,
  system: 'government',
  kind: 'unit',
})

/** The departments of the district's government and its branch offices. */
export const governmentOrgans: readonly OrganContent[] = [
  bureau('fagai', '发展和改革局', '区发改局'),
  bureau('jiaoyu', '教育局', '区教育局'),
  bureau('gongxin', '工业和信息化局', '区工信局'),
  { ...bureau('gongan', '', '武进公安分局'), name: '常州市公安局武进分局' },
  { ...bureau('jiaojing', '', '武进交警大队'), name: '常州市公安局武进分局交通警察大队' },
  bureau('minzheng', '民政局', '区民政局'),
  bureau('sifa', '司法局', '区司法局'),
  bureau('caizheng', '财政局', '区财政局'),
  bureau('renshe', '人力资源和社会保障局', '区人社局'),
  { ...bureau('zigui', '', '武进资规分局'), name: '常州市自然资源和规划局武进分局' },
  { ...bureau('shengtai', '', '武进生态环境局'), name: '常州市武进生态环境局' },
  bureau('zhujian', '住房和城乡建设局', '区住建局'),
  bureau('chengguan', '城市管理局', '区城管局'),
  bureau('jiaotong', '交通运输局', '区交通局'),
  bureau('shuili', '水利局', '区水利局'),
  bureau('nongye', '农业农村局', '区农业农村局'),
  bureau('shangwu', '商务局', '区商务局'),
  bureau('wenlv', '文体广电和旅游局', '区文旅局'),
  bureau('weijian', '卫生健康局', '区卫健局'),
  bureau('tuiyi', '退役军人事务局', '区退役军人局'),
  bureau('yingji', '应急管理局', '区应急局'),
  bureau('shijian', '市场监督管理局', '区市监局'),
  { ...bureau('yibao', '', '武进医保分局'), name: '常州市医疗保障局武进分局' },
  {
    ...bureau('shuju', '数据局', '区数据局'),
    formerNames: [{ name: '常州市武进区大数据管理局', shortName: '区大数据局', until: '2024-06-30' }],
  },
  bureau('zhengwu', '政务服务管理办公室', '区政务办'),
  bureau('xiaofang', '消防救援大队', '区消防大队'),
  bureau('gongxiao', '供销合作总社', '区供销社'),
  {
    ...bureau('baozhang', '住房保障中心', '区住房保障中心'),
    mergedInto: { key: 'zhujian', on: '2025-09-30' },
  },
]

type Township = readonly [key: string, areaCode: string, name: string]

export const towns: readonly Township[] = [
  ['hutang', '320412100', '湖塘镇'],
  ['niutang', '320412102', '牛塘镇'],
  ['luoyang', '320412103', '洛阳镇'],
  ['yaoguan', '320412104', '遥观镇'],
  ['henglin', '320412105', '横林镇'],
  ['hengshanqiao', '320412106', '横山桥镇'],
  ['xueyan', '320412110', '雪堰镇'],
  ['qianhuang', '320412113', '前黄镇'],
  ['lijia', '320412114', '礼嘉镇'],
  ['jiaze', '320412119', '嘉泽镇'],
  ['huangli', '320412120', '湟里镇'],
]

export const streets: readonly Township[] = [
  ['qishuyan', '320412001', '戚墅堰街道'],
  ['dingyan', '320412002', '丁堰街道'],
  ['lucheng', '320412003', '潞城街道'],
]

export const zones: readonly Township[] = [
  ['jingkai', '320412400', '武进经济开发区'],
  ['gaoxin', '320412411', '高新区'],
]

const office = (key: string, areaCode: string, name: string): OrganContent => ({
  key,
  name: `常州市武进区${name}`,
  shortName: name,
  system: 'township',
  kind: 'unit',
  areaCode,
})

/** Governments of the towns, offices of the streets and zones, and the town offices that answer a town's own deputies. */
export const townshipOrgans: readonly OrganContent[] = [
  ...towns.map(
    ([key, areaCode, name]): OrganContent => ({
      key,
      name: `常州市武进区${name}人民政府`,
      shortName: `${name}政府`,
      system: 'government',
      kind: 'unit',
      areaCode,
    }),
  ),
  ...streets.map(
    ([key, areaCode, name]): OrganContent => ({
      key,
      name: `常州市武进区人民政府${name}办事处`,
      shortName: `${name}办事处`,
      system: 'government',
      kind: 'unit',
      areaCode,
    }),
  ),
  {
    key: 'jingkai',
    name: '江苏武进经济开发区管理委员会',
    shortName: '武进经开区管委会',
    system: 'government',
    kind: 'unit',
    areaCode: '320412400',
  },
  {
    key: 'gaoxin',
    name: '武进高新技术产业开发区管理委员会',
    shortName: '武进高新区管委会',
    system: 'government',
    kind: 'unit',
    areaCode: '320412411',
  },
  office('hutang-jianshe', '320412100', '湖塘镇建设局'),
  office('hutang-zhifa', '320412100', '湖塘镇综合行政执法局'),
  office('qianhuang-nongye', '320412113', '前黄镇农村工作局'),
  office('qianhuang-jianshe', '320412113', '前黄镇建设管理局'),
  office('xueyan-shehui', '320412110', '雪堰镇社会事业局'),
  office('xueyan-nongye', '320412110', '雪堰镇农村工作局'),
]
