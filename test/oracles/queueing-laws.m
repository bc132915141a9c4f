% Queues and closed networks by the queueing package of GNU Octave, as JSON on stdout:
%   octave-cli --quiet --no-gui test/oracles/queueing-laws.m > test/oracles/queueing-laws.json
% The test runs it and compares; queueing-laws.json beside it is what it printed, formatted by Biome, for
% machines without Octave.
pkg load queueing
warning("off", "all")

% Chance of staying longer than t for one who finds n others, n weighted by shares(n + 1): a chain of departures, one
% every S/m, then the own service. Solved as a matrix exponential, so by none of the formulas under test.
function late = stays_longer(shares, m, S, t)
  K = numel(shares);
  steps = max(K - m, 0) + 1;
  T = zeros(steps);
  for i = 1:steps
    if i < steps
      T(i, i) = -m / S;
      T(i, i + 1) = m / S;
    else
      T(i, i) = -1 / S;
    endif
  endfor
  start = zeros(1, steps);
  for n = 0:(K - 1)
    ahead = max(0, n - m + 1);
    start(steps - ahead) += shares(n + 1);
  endfor
  late = sum(start * expm(T * t));
endfunction

% M/M/m: mean response time, and the chance of staying longer than one, two and five times it.
multi = {};
for m = [1 2 3 8 40]
  for rho = [0.3 0.5 0.8 0.9]
    S = 0.2;
    lambda = rho * m / S;
    [U, R, Q, X, p0, pm] = qsmmm(lambda, 1 / S, m);
    % Cut where less than 1e-13 of the customers is.
    K = m + ceil(log(1e-13) / log(rho));
    shares = arrayfun(@(k) qsmmm(lambda, 1 / S, m, k), 0:K);
    late = arrayfun(@(f) stays_longer(shares, m, S, f * R), [1 2 5]);
    multi{end + 1} = struct("arrivalRateRps", lambda, "serviceTimeS", S, "serverCount", m, "responseTimeS", R, ...
      "lateRatios", late);
  endfor
endfor

% M/G/1 with deterministic, exponential and wilder service.
general = {};
for rho = [0.2 0.5 0.8 0.95]
  for cv2 = [0 0.5 1 4]
    S = 0.05;
    [U, R, Q, X, p0] = qsmg1(rho / S, S, (1 + cv2) * S^2);
    general{end + 1} = struct("utilizationRatio", rho, "serviceTimeS", S, "serviceCvSquared", cv2, "waitS", R - S);
  endfor
endfor

% M/M/m/K, also in overload.
finite = {};
for m = [1 2 4 16]
  for K = [m (m + 1) (m + 5) (4 * m + 20)]
    for rho = [0.5 0.9 1 1.7]
      S = 0.1;
      lambda = rho * m / S;
      [U, R, Q, X, p0, pK] = qsmmmk(lambda, 1 / S, m, K);
      shares = arrayfun(@(n) qsmmmk(lambda, 1 / S, m, K, n), 0:(K - 1)) / (1 - pK);
      late = arrayfun(@(f) stays_longer(shares, m, S, f * R), [0.5 1 3]);
      finite{end + 1} = struct("arrivalRateRps", lambda, "serviceTimeS", S, "serverCount", m, "placeCount", K, ...
        "utilizationRatio", U, "responseTimeS", R, "systemCount", Q, "throughputRps", X, "lossProbability", pK, ...
        "lateRatios", late);
    endfor
  endfor
endfor

% Closed networks of one class: demands, servers, users, think time.
networks = {
  [0.125*16 0.3*10 0.2*5], [1 1 1], [1 5 20], 4
  [0.0098 0.0025 0.00072 0.0098], [1 1 1 1], [1 2 4 7 10 20], 0
  [0.02 0.08 0.08 0.06], [1 1 1 1], [6], 0
  [0.63], [1], [100], 300
  [0.05 0.02 0.01], [1 1 1], [1 10 60 200], 1
  [0.1], [8], [1 8 20 60], 1
  [0.4 0.1 0.05], [4 2 1], [1 3 10 25 40], 0.5
  [0.3 0.25], [3 2], [2 12 30], 0
  };
closed = {};
for i = 1:rows(networks)
  [D, m, users, Z] = networks{i, :};
  for N = users
    [U, R, Q, X] = qncsmva(N, D, ones(size(D)), m, Z);
    entry = struct("demandsS", {num2cell(D)}, "serverCounts", {num2cell(m)}, "userCount", N, "thinkTimeS", Z, ...
      "throughputRps", X(1), "residenceTimesS", {num2cell(R)}, "queueCounts", {num2cell(Q)}, ...
      "utilizationRatios", {num2cell(U)});
    % The load-dependent algorithm as a second opinion on stations of several servers.
    rates = zeros(numel(D), N);
    for k = 1:numel(D)
      rates(k, :) = D(k) ./ min(1:N, m(k));
    endfor
    [Ul, Rl, Ql, Xl] = qncsmvald(N, rates, ones(size(D)), Z);
    entry.loadDependentRps = Xl(1);
    if all(m == 1)
      [low, high] = qncsaba(N, D, ones(size(D)), m, Z);
      entry.asymptoticRps = {low, high};
      [low, high] = qncsbsb(N, D, ones(size(D)), m, Z);
      entry.balancedRps = {low, high};
    endif
    closed{end + 1} = entry;
  endfor
endfor

% One station of several servers and users that think: balance of each birth with its death, since both algorithms above lose digits
% near saturation (100 users of the first row: they differ from each other in the sixth).
repair = {};
for row = [100 1 0.1 8; 500 10 0.1 8; 1000 10 0.1 8; 800 7 0.05 16]'
  [N, Z, S, m] = num2cell(row'){:};
  logs = [0 cumsum(log((N - (0:(N - 1))) / Z) - log(min(1:N, m) / S))];
  shares = exp(logs - max(logs)) / sum(exp(logs - max(logs)));
  queue = shares * (0:N)';
  X = shares * min(0:N, m)' / S;
  repair{end + 1} = struct("serviceDemandS", S, "serverCount", m, "userCount", N, "thinkTimeS", Z, ...
    "throughputRps", X, "responseTimeS", queue / X);
endfor

version_line = sprintf("GNU Octave %s, queueing %s", OCTAVE_VERSION, pkg("list", "queueing"){1}.version);
puts(jsonencode(struct("madeBy", "octave-cli --quiet --no-gui test/oracles/queueing-laws.m", ...
  "version", version_line, "multi", {multi}, "general", {general}, "finite", {finite}, "closed", {closed}, "repair", {repair})));
puts("\n");
