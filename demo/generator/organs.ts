import { congressOrgans } from '../content/congress-organs.ts'
import { governmentOrgans, towns, townshipOrgans } from '../content/government-organs.ts'
import { otherOrgans } from '../content/other-organs.ts'
import type { DemoCoordination, DemoOrgan } from '../district.types.ts'
import { districtCode } from './areas.ts'

/** A town's presidium and its offices belong to the town's congress, everything else to the district's. */
export const makeOrgans = (): DemoOrgan[] =>
  [...congressOrgans, ...governmentOrgans, ...townshipOrgans, ...otherOrgans].map((organ) => {
    const town = towns.find(([, code]) => code === organ.areaCode)
    const isOfTown = organ.kind === 'presidium' || organ.system === 'township'
    return { ...organ, areaCode: organ.areaCode ?? districtCode, congressKey: isOfTown && town ? town[0] : 'district' }
  })

/** The government office hands on to the government's side; everybody else is asked by the deputies' office itself. */
export const makeCoordination = (): DemoCoordination[] => [
  ...(['government', 'enterprise', 'township'] as const).map((system) => ({
    congressKey: 'district',
    system,
    organKey: 'zhengfuban',
  })),
  ...(['court', 'procuratorate', 'supervision', 'party', 'congress'] as const).map((system) => ({
    congressKey: 'district',
    system,
    organKey: 'daibiaogongwei',
  })),
  ...towns.map(([key]) => ({ congressKey: key, system: 'township' as const, organKey: `${key}-zhuxituan` })),
]
