import sharp from 'sharp'
import { Refusal } from '#kernel/refusal.ts'
import type { CleanPicture, PictureLimits } from './pictures.ts'

// one picture at a time; what was seen is not kept in memory
sharp.cache(false)
sharp.concurrency(1)

const secondsMax = 20
const paper = '#ffffff'

/** Drawn anew, upright, in sRGB, without metadata: sharp keeps none unless it is asked to. */
export async function cleanPicture(bytes: Uint8Array, limits: PictureLimits): Promise<CleanPicture> {
  const { format, width, height } = await readHeader(bytes)
  // before anything is unpacked: the header alone says how much memory it would take
  if (width * height > limits.pixelsMax) throw new Refusal('invalid', 'picture.too_many_pixels')
  try {
    const isDrawing = format === 'png' || format === 'gif'
    const upright = open(bytes, limits.pixelsMax)
      .autoOrient()
      .resize({ width: limits.edgeMax, height: limits.edgeMax, fit: 'inside', withoutEnlargement: true })
    const drawn = isDrawing
      ? upright.png()
      : upright.flatten({ background: paper }).jpeg({ quality: 85, mozjpeg: true })
    const { data, info } = await drawn.toBuffer({ resolveWithObject: true })
    const preview = await open(data, limits.pixelsMax)
      .resize({
        width: limits.previewEdgeMax,
        height: limits.previewEdgeMax,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: paper })
      .jpeg({ quality: 72, mozjpeg: true })
      .toBuffer()
    return {
      bytes: data,
      mediaType: isDrawing ? 'image/png' : 'image/jpeg',
      extension: isDrawing ? 'png' : 'jpg',
      width: info.width,
      height: info.height,
      preview,
    }
  } catch {
    throw notReadable()
  }
}

const notReadable = () => new Refusal('invalid', 'picture.not_readable')

// a picture cut short half way is a broken one, not half a picture
const open = (bytes: Uint8Array, pixelsMax: number) =>
  sharp(bytes, { failOn: 'truncated', limitInputPixels: pixelsMax, pages: 1 }).timeout({ seconds: secondsMax })

async function readHeader(bytes: Uint8Array) {
  try {
    return await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata()
  } catch {
    throw notReadable()
  }
}
