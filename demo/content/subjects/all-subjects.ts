import { farmingAndFoodSubjects } from './farming-and-food.ts'
import { homeSubjects } from './homes.ts'
import { schoolAndCareSubjects } from './schools-and-care.ts'
import type { SubjectContent } from './subject.types.ts'
import { townLifeSubjects } from './town-life.ts'
import { tradeAndWorkSubjects } from './trade-and-work.ts'
import { villageRoadSubjects } from './village-roads.ts'
import { waterSubjects } from './waters.ts'

export const subjects: readonly SubjectContent[] = [
  ...villageRoadSubjects,
  ...waterSubjects,
  ...schoolAndCareSubjects,
  ...homeSubjects,
  ...farmingAndFoodSubjects,
  ...tradeAndWorkSubjects,
  ...townLifeSubjects,
]
