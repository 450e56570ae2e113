import { serveTasks } from '../documents/worker-tasks.ts'
import { cleanPicture } from './picture-cleaner.ts'
import type { PictureTasks } from './pictures.ts'
import { drawShare } from './share-drawer.ts'

serveTasks<PictureTasks>({ cleanPicture: ({ bytes, limits }) => cleanPicture(bytes, limits), drawShare })
