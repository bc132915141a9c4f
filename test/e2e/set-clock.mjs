// Moves the clock of a process that is under test: TEST_NOW is what time it is when it starts. Loaded with --import.
const offsetMs = Date.parse(process.env.TEST_NOW ?? '') - Date.now()
const RealDate = Date

class MovedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offsetMs)
    else super(...given)
  }

  static now() {
    return RealDate.now() + offsetMs
  }
}

if (Number.isFinite(offsetMs)) globalThis.Date = MovedDate
