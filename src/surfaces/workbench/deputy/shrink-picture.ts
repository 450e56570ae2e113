const bytesEnough = 1_500_000
const edgeMax = 2560

/**
 * A photograph small enough for a weak network, without what the camera wrote into it. What can't be drawn here stays
 * as it is: the server says what is wrong with it.
 */
export async function shrinkPicture(file: File): Promise<File> {
  if (file.type !== 'image/jpeg' || file.size <= bytesEnough) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, edgeMax / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    return smaller && smaller.size < file.size ? new File([smaller], file.name, { type: 'image/jpeg' }) : file
  } catch {
    return file
  }
}
