import { careSubjects } from './care.ts'
import { courtyardSubjects } from './courtyards.ts'
import { farmingAndFoodSubjects } from './farming-and-food.ts'
import { homeSubjects } from './homes.ts'
import { schoolSubjects } from './schools.ts'
import type { SubjectContent } from './subject.types.ts'
import { townLifeSubjects } from './town-life.ts'
import { tradeAndWorkSubjects } from './trade-and-work.ts'
import { trafficSubjects } from './traffic.ts'
import { villageRoadSubjects } from './village-roads.ts'
import { waterSubjects } from './waters.ts'

export const subjects: readonly SubjectContent[] = [
  ...villageRoadSubjects,
  ...trafficSubjects,
  ...waterSubjects,
  ...schoolSubjects,
  ...careSubjects,
  ...homeSubjects,
  ...courtyardSubjects,
  ...farmingAndFoodSubjects,
  ...tradeAndWorkSubjects,
  ...townLifeSubjects,
]
