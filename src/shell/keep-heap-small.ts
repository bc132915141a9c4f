import {setFlagsFromString} from 'node:v8'

/**
 * Stops V8 from growing its young generation any further. For commands through which far more passes than stays.
 *
 * A pull keeps some 30 MB at any moment while 3 GB pass through it. V8 then grows the young generation for speed, and
 * the process to 440 MB; held where it is, to 320 MB for a tenth more CPU time (12 million values, Node 24).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
