import type { OrganContent } from './content.types.ts'
import { streets, towns } from './government-organs.ts'

const congressOrgan = (key: string, name: string, shortName: string, kind: OrganContent['kind']): OrganContent => ({
  key,
  name: `常州市武进区人大常委会${name}`,
  shortName,
  system: 'congress',
  kind,
})

/** The congress's own organs, the government office that hands suggestions on, and each township's presidium. */
export const congressOrgans: readonly OrganContent[] = [
  congressOrgan('changweihui', '', '区人大常委会', 'leadership'),
  { ...congressOrgan('xinxi', '办公室信息科', '区人大信息科', 'operations'), system: 'platform' },
  congressOrgan('daibiaogongwei', '代表工作委员会', '代表工委', 'deputy_office'),
  congressOrgan('shehui', '社会建设工作委员会', '社会建设工委', 'committee'),
  congressOrgan('chengjianhuanbao', '城建环保工作委员会', '城建环保工委', 'committee'),
  congressOrgan('jiaokewenwei', '教科文卫工作委员会', '教科文卫工委', 'committee'),
  congressOrgan('caijing', '财政经济工作委员会', '财经工委', 'committee'),
  congressOrgan('jianchasifa', '监察和司法工作委员会', '监察司法工委', 'committee'),
  congressOrgan('nongcun', '农业农村工作委员会', '农业农村工委', 'committee'),
  {
    key: 'mishuchu',
    name: '常州市武进区第十七届人民代表大会大会秘书处',
    shortName: '大会秘书处',
    system: 'congress',
    kind: 'secretariat',
  },
  {
    key: 'zhengfuban',
    name: '常州市武进区人民政府办公室',
    shortName: '区政府办',
    system: 'government',
    kind: 'gov_office',
  },
  ...towns.map(
    ([key, areaCode, name]): OrganContent => ({
      key: `${key}-zhuxituan`,
      name: `常州市武进区${name}人民代表大会主席团`,
      shortName: `${name}人大主席团`,
      system: 'congress',
      kind: 'presidium',
      areaCode,
    }),
  ),
  ...streets.map(
    ([key, areaCode, name]): OrganContent => ({
      key: `${key}-gongwei`,
      name: `常州市武进区人大常委会${name}工作委员会`,
      shortName: `${name}人大工委`,
      system: 'congress',
      kind: 'street_committee',
      areaCode,
    }),
  ),
]
