"""One tier and its database as SimPy processes, from the same model document that the engine reads.

Written apart from the engine: each unit that starts, each datapoint on its way to the alarm and each scheduled action is
a process of its own, and lies at its own second. Argument: JSON {model, runs, seed}; prints means with their standard
errors, and the CPU time of the runs.
"""
import json
import math
import random
import sys
import time

import simpy

Z90, Z99, Z95 = 1.2815515655446004, 2.3263478740408408, 1.6448536269514722


def gamma_share(shape, x):
    term = total = 1.0
    k = 0
    while term > 1e-15 * total and k < 5000:
        k += 1
        term *= x / (shape + k)
        total += term
    return math.exp(shape * math.log(x) - x - math.lgamma(shape + 1)) * total if x > 0 else 0.0


def gamma_p95(shape):
    low, high = 0.0, shape + 1
    while gamma_share(shape, high) < 0.95:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if gamma_share(shape, middle) < 0.95 else (low, middle)
    return high


FACTORS = []
for i in range(401):
    cv2 = i / 100
    FACTORS.append(Z95 if cv2 < 1e-3 else (gamma_p95(1 / cv2) - 1 / cv2) / math.sqrt(1 / cv2))


def p95_of(mean, variance):
    place = min(3.999, variance / (mean * mean)) * 100
    i = int(place)
    return mean + (FACTORS[i] + (FACTORS[i + 1] - FACTORS[i]) * (place - i)) * math.sqrt(variance)


def erlang_c(servers, load):
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    return servers * blocked / (servers - load * (1 - blocked))


def waits(servers):
    return [erlang_c(servers, servers * min(0.999999, i / 1000)) for i in range(1001)]


def draw(delay, rng):
    if delay['kind'] == 'uniform':
        return rng.uniform(delay['leastS'], delay['mostS'])
    spread = math.log(delay['p95S'] / delay['medianS']) / Z95
    return delay['medianS'] * math.exp(spread * rng.gauss(0, 1))


class Shop:
    def __init__(self, model, rng, tables):
        self.model, self.rng = model, rng
        self.tier = model['tiers'][0]
        self.base = model['databases'][0]
        self.web_waits, self.db_waits = tables
        self.scaling = self.tier['scaling']
        self.policy = self.scaling['policies'][0]
        self.env = simpy.Environment()
        self.minimum, self.maximum = self.scaling['minCount'], self.scaling['maxCount']
        self.calls = self.tier['calls'][0]['perVisitCount']
        demand = model['demand']
        z = rng.gauss(0, 1)
        self.shift = demand['timingSpreadS'] * rng.gauss(0, 1)
        self.knots = [(p['atS'], self.rate(p, z)) for p in demand['path']]
        self.knot = 0
        full = self.tier['unitFullRps']
        wanted = math.ceil(self.path(5) / (full * self.policy['targetRatio']) - 1e-9)
        self.serving = self.warm = self.desired = min(self.maximum, max(self.minimum, wanted))
        self.pending = self.dead = 0
        self.unit_seconds = 0.0
        self.paid = self.serving
        self.web_line = self.db_line = 0.0
        self.credits = self.base['startCreditCount']
        self.above = self.below = 0
        self.lag = draw(self.policy['alarm']['lag'], rng)
        self.bad = 0

    @staticmethod
    def rate(p, z):
        if z <= Z90:
            return p['p50Rps'] * math.exp(math.log(p['p90Rps'] / p['p50Rps']) / Z90 * z)
        return p['p90Rps'] * math.exp(math.log(p['p99Rps'] / p['p90Rps']) / (Z99 - Z90) * (z - Z90))

    def path(self, at):
        at -= self.shift
        while self.knot + 1 < len(self.knots) and self.knots[self.knot + 1][0] <= at:
            self.knot += 1
        t0, r0 = self.knots[self.knot]
        if self.knot + 1 == len(self.knots) or at <= t0:
            return r0
        t1, r1 = self.knots[self.knot + 1]
        return r0 + (r1 - r0) * (at - t0) / (t1 - t0)

    def unit(self, delay):
        yield self.env.timeout(delay)
        self.pending -= 1
        if self.serving >= self.desired:
            self.paid -= 1
            return
        self.serving += 1
        yield self.env.timeout(self.scaling['warmupS'])
        self.warm = min(self.serving, self.warm + 1)

    def want(self, count):
        have = self.serving + self.pending + self.dead
        self.desired = count
        if count > have:
            self.launch(count - have)
        elif self.serving > count:
            self.paid -= self.serving - count
            self.serving = count
            self.warm = min(self.warm, count)

    def launch(self, count):
        start = self.tier['start']
        for _ in range(count):
            self.pending += 1
            self.paid += 1
            self.env.process(self.unit(draw(start['boot'], self.rng) + draw(start['register'], self.rng)))

    def scheduled(self, action):
        yield self.env.timeout(action['atS'] + draw(self.scaling['scheduleLateness'], self.rng))
        if action['minCount'] is not None:
            self.minimum = action['minCount']
        if action['maxCount'] is not None:
            self.maximum = action['maxCount']
        count = min(self.maximum, max(self.minimum, self.desired))
        if count != self.desired:
            self.want(count)

    def zone(self, at):
        yield self.env.timeout(at)
        self.dead = min(self.serving, math.ceil(self.serving / self.tier['zoneCount']))
        self.serving -= self.dead
        self.paid -= self.dead
        self.warm = min(self.warm, self.serving)
        yield self.env.timeout(self.tier['unhealthyS'])
        self.dead = 0
        self.launch(max(0, self.desired - self.serving - self.pending))

    def datapoint(self, value, units):
        yield self.env.timeout(self.lag)
        target = self.policy['targetRatio']
        self.above = self.above + 1 if value > target else 0
        self.below = self.below + 1 if value < target * self.policy['inBelowRatio'] else 0
        wanted = max(0, math.ceil(units * value / target - 1e-9))
        if self.above >= self.policy['alarm']['outDatapointCount']:
            wanted = min(self.maximum, wanted)
            if wanted > self.desired:
                self.want(wanted)
        elif self.below >= self.policy['alarm']['inDatapointCount']:
            if self.pending == 0 and self.warm >= self.serving and self.dead == 0:
                wanted = max(self.minimum, wanted)
                if wanted < self.desired:
                    self.want(wanted)

    def lookup(self, table, busy):
        place = min(0.99, busy) * 1000
        i = int(place)
        return table[i] + (table[i + 1] - table[i]) * (place - i)

    def day(self):
        model, tier, base, rng = self.model, self.tier, self.base, self.rng
        tick, slo = model['tickS'], model['slo']
        demand = model['demand']
        kept = math.exp(-tick / demand['noiseFadeS'])
        swing = rng.gauss(0, 1)
        period = self.policy['alarm']['periodS']
        in_period = slow = total = 0.0
        arrived = failed = 0.0
        last = 0.0
        cpu_calls = base['vcpuCount'] / base['cpuPerCallS']
        for step in range(int(model['durationS'] / tick)):
            now = step * tick
            rate = max(0.0, self.path(now + tick / 2) * (1 + demand['noiseSpreadRatio'] * swing))
            swing = kept * swing + math.sqrt(1 - kept * kept) * rng.gauss(0, 1)
            dead = self.dead / (self.dead + self.serving) if self.dead else 0.0
            capacity = self.serving * tier['unitFullRps']
            came = rate * (1 - dead)
            waiting = self.web_line + came * tick
            served = min(waiting, capacity * tick)
            line = min(waiting - served, capacity * tier['timeoutS'])
            lost = waiting - served - line + rate * dead * tick
            self.web_line = line
            busy = served / tick / capacity if capacity > 0 else 1.0
            waiting = self.db_line + served
            calls = min(cpu_calls, waiting / tick * self.calls)
            asked = calls * base['ioPerCallCount']
            carried = asked
            if asked > base['baselineIops']:
                burst = min(asked, base['burstIops'])
                drain = burst - base['baselineIops']
                lasts = min(tick, self.credits / drain) if drain > 0 else tick
                carried = (burst * lasts + base['baselineIops'] * (tick - lasts)) / tick
                self.credits -= drain * lasts
            else:
                self.credits = min(base['mostCreditCount'], self.credits + (base['baselineIops'] - asked) * tick)
            db_calls = cpu_calls if carried >= asked else min(cpu_calls, carried / base['ioPerCallCount'])
            db_capacity = db_calls / self.calls
            done = min(waiting, db_capacity * tick)
            line = min(waiting - done, db_capacity * base['timeoutS'])
            lost += waiting - done - line
            self.db_line = line
            mean, variance, wait = self.times(busy, done / tick * self.calls)
            if self.web_line > 0:
                wait += min(tier['timeoutS'], self.web_line / max(1e-6, capacity))
            if self.db_line > 0:
                wait += min(base['timeoutS'], self.db_line / max(1e-6, db_capacity))
            p95 = p95_of(mean, variance) + wait
            limit = slo['p95ResponseTimeS']
            if p95 > limit or last > limit:
                high, low = max(p95, last), min(p95, last)
                slow += tick if low > limit else tick * (high - limit) / (high - low)
            last = p95
            arrived += rate * tick
            failed += lost
            in_period += busy * tick
            self.unit_seconds += self.paid * tick
            if (now + tick) % period == 0:
                self.env.process(self.datapoint(in_period / period, self.warm))
                in_period = 0.0
            if (now + tick) % 60 == 0:
                if slow * 2 >= 60 or failed > slo['errorRatio'] * arrived + 1e-9:
                    self.bad += 1
                slow = arrived = failed = 0.0
            yield self.env.timeout(tick)

    def times(self, busy, call_rate):
        tier, base = self.tier, self.base
        service = tier['serviceTimeS']
        chance = self.lookup(self.web_waits, busy)
        wait = service / (tier['workerCount'] * (1 - min(0.99, busy)))
        mean = service + chance * wait
        variance = service * service + chance * (2 - chance) * wait * wait
        cpu = base['cpuPerCallS']
        busy = call_rate * cpu / base['vcpuCount']
        chance = self.lookup(self.db_waits, busy)
        wait = cpu / (base['vcpuCount'] * (1 - min(0.99, busy)))
        iops = base['burstIops'] if self.credits > 0 else base['baselineIops']
        disk = min(0.99, call_rate * base['ioPerCallCount'] / iops)
        each = base['ioTimeS'] + disk / (2 * (1 - disk) * iops)
        call = cpu + chance * wait + base['ioPerCallCount'] * each
        of_call = cpu * cpu + chance * (2 - chance) * wait * wait + base['ioPerCallCount'] * each * each
        share, count = min(1.0, self.calls), max(1.0, self.calls)
        mean += share * count * call
        variance += share * count * of_call + share * (1 - share) * (count * call) ** 2
        return mean, variance, self.model['baseResponseTimeS']

    def run(self):
        for action in self.scaling['schedules']:
            self.env.process(self.scheduled(action))
        zone = self.model['zoneLoss']
        if zone is not None and self.rng.random() < zone['chanceRatio']:
            at = zone['atS'] if zone['atS'] is not None else self.rng.uniform(zone['fromS'], zone['toS'])
            self.env.process(self.zone(at))
        self.env.process(self.day())
        self.env.run(until=self.model['durationS'])


def summary(values):
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / max(1, len(values) - 1)
    return {'mean': mean, 'standardError': math.sqrt(variance / len(values))}


def main():
    asked = json.loads(sys.argv[1] if len(sys.argv) > 1 else sys.stdin.read())
    model = asked['model']
    tables = waits(model['tiers'][0]['workerCount']), waits(model['databases'][0]['vcpuCount'])
    started = time.process_time()
    bad, hours = [], []
    for run in range(asked['runs']):
        shop = Shop(model, random.Random(f"{asked['seed']}/{run}"), tables)
        shop.run()
        bad.append(shop.bad)
        hours.append(shop.unit_seconds / 3600)
    allowed = model['slo']['allowedBadMinuteCount']
    print(json.dumps({
        'cpuS': time.process_time() - started,
        'breach': summary([1.0 if b > allowed else 0.0 for b in bad]),
        'badMinutes': summary([float(b) for b in bad]),
        'unitHours': summary(hours),
    }))


main()
