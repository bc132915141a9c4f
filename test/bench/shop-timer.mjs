// Waiting that takes as long as it is told, on the mean: what one timer is late, on a machine with other work, the next
// ones are set shorter by.
export function makeTimer() {
  let debtS = 0
  let lateS = 0

  const spend = (timeS) => {
    const paidS = Math.min(debtS, timeS * 0.8)
    debtS -= paidS
    const startedS = performance.now() / 1000
    return new Promise((resolve) => {
      setTimeout(
        () => {
          owe(performance.now() / 1000 - startedS - timeS + paidS)
          resolve()
        },
        (timeS - paidS) * 1000,
      )
    })
  }

  const owe = (timeS) => {
    debtS += timeS
    lateS += Math.max(0, timeS)
  }

  return {spend, owe, late: () => ({lateS})}
}
