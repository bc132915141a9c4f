"""M/M/c as a simulation of single customers (SimPy). JSON in the first argument, JSON on stdout.

In: {"seed", "replicationCount", "warmUpS", "lengthS", "cases": [{"utilizationRatio", "serverCount"}]}; the mean
service time is 1 s. Out: for each case, for each replication, the share of the customers who wait and the mean number
waiting over time, both after the warm-up.
"""

import json
import random
import sys

import simpy


class Line:
    """Counts arrivals, those who wait, and the area under the number waiting."""

    def __init__(self, env):
        self.env = env
        self.waiting = 0
        self.reset()

    def reset(self):
        self.arrived = 0
        self.delayed = 0
        self.area = 0.0
        self.since = self.env.now

    def change(self, by):
        self.area += self.waiting * (self.env.now - self.since)
        self.since = self.env.now
        self.waiting += by


def customer(env, servers, line, service_s):
    line.arrived += 1
    with servers.request() as turn:
        if not turn.triggered:
            line.delayed += 1
            line.change(+1)
            yield turn
            line.change(-1)
        yield env.timeout(service_s)


def arrivals(env, servers, line, dice, rate_rps):
    while True:
        yield env.timeout(dice.expovariate(rate_rps))
        env.process(customer(env, servers, line, dice.expovariate(1.0)))


def replicate(dice, case, asked):
    env = simpy.Environment()
    servers = simpy.Resource(env, capacity=case["serverCount"])
    line = Line(env)
    env.process(arrivals(env, servers, line, dice, case["utilizationRatio"] * case["serverCount"]))
    env.run(until=asked["warmUpS"])
    line.reset()
    env.run(until=asked["warmUpS"] + asked["lengthS"])
    line.change(0)
    return {"waitShare": line.delayed / line.arrived, "waitingCount": line.area / asked["lengthS"]}


def main():
    asked = json.loads(sys.argv[1])
    dice = random.Random(asked["seed"])
    json.dump(
        [[replicate(dice, case, asked) for _ in range(asked["replicationCount"])] for case in asked["cases"]],
        sys.stdout,
    )


main()
