/** A read went past the bytes at hand: more are needed, or the file is cut off. */
export class EndOfBytes extends Error {}

/** Reads numbers and runs of bytes in order, big-endian. Throws EndOfBytes past the end. */
export class ByteCursor {
  offset = 0
  constructor(private readonly source: Buffer) {}

  get left(): number {
    return this.source.length - this.offset
  }

  uint8(): number {
    return this.source[this.take(1)] ?? 0
  }

  int32(): number {
    return this.source.readInt32BE(this.take(4))
  }

  /** As a double: exact to 2^53. */
  int64(): number {
    return Number(this.source.readBigInt64BE(this.take(8)))
  }

  bytes(length: number): Buffer {
    const start = this.take(length)
    return this.source.subarray(start, start + length)
  }

  skip(length: number): void {
    this.take(length)
  }

  from(offset: number): Buffer {
    return this.source.subarray(offset)
  }

  private take(length: number): number {
    if (length > this.left) throw new EndOfBytes()
    const start = this.offset
    this.offset += length
    return start
  }
}
