/** What a task asks of its host. */
export type TaskSize = {
  name: string
  cpuUnitCount: number
  memoryMib: number
  needsInterface: boolean
  taskCount: number
}
/** What a host has left for tasks. */
export type HostSize = {cpuUnitCount: number; memoryMib: number; interfaceCount: number}

/**
 * Hosts that a set of tasks fills, first fit with the largest tasks first (FFD).
 *
 * CPU units and memory are reserved, and a task in awsvpc mode takes one network interface. FFD needs at most 11/9 of
 * the optimum plus one host (Johnson 1973), so the count is safe and may be a little high. Returns null when a task
 * fits on no empty host. The placement strategy of the real service may spread tasks and leave more gaps.
 *
 * @source Johnson, Near-optimal bin packing algorithms (MIT, 1973)
 */
export function packTasks({tasks, host}: {tasks: readonly TaskSize[]; host: HostSize}): number | null {
  const wanted = tasks.filter((task) => task.taskCount > 0)
  if (wanted.some((task) => !fits(task, host))) return null
  const bySize = [...wanted].sort(
    (a, b) =>
      Math.max(b.cpuUnitCount / host.cpuUnitCount, b.memoryMib / host.memoryMib) -
      Math.max(a.cpuUnitCount / host.cpuUnitCount, a.memoryMib / host.memoryMib),
  )
  const open: HostSize[] = []
  for (const task of bySize) {
    for (let i = 0; i < task.taskCount; i++) {
      const place = open.find((candidate) => fits(task, candidate)) ?? addHost(open, host)
      place.cpuUnitCount -= task.cpuUnitCount
      place.memoryMib -= task.memoryMib
      place.interfaceCount -= task.needsInterface ? 1 : 0
    }
  }
  return open.length
}

function addHost(open: HostSize[], host: HostSize): HostSize {
  const fresh = {...host}
  open.push(fresh)
  return fresh
}

function fits(task: TaskSize, host: HostSize): boolean {
  return (
    task.cpuUnitCount <= host.cpuUnitCount &&
    task.memoryMib <= host.memoryMib &&
    (!task.needsInterface || host.interfaceCount >= 1)
  )
}
