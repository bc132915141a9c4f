% M/M/m by the queueing package of GNU Octave, as JSON on stdout:
%   octave-cli --quiet --no-gui test/oracles/erlang-c.m > test/oracles/erlang-c.json
% The test runs it and compares; erlang-c.json beside it is what it printed, formatted by Biome, for
% machines without Octave.
pkg load queueing

points = {};
for m = [1 2 3 5 8 16 40 100 250]
  for rho = [0.05 0.3 0.5 0.7 0.8 0.9 0.95 0.99]
    [U, R, Q, X, p0, waits] = qsmmm(rho * m, 1, m);
    % Mean number waiting: throughput times what the response time exceeds the service time of 1 by.
    points{end + 1} = struct("serverCount", m, "utilizationRatio", rho, "waitProbability", waits, ...
      "waitingCount", X * (R - 1));
  endfor
endfor

sizings = {};
for load = [0.25 1 3.7 10 42.5 100 250]
  for promise = [0.5 0.2 0.1 0.05 0.01]
    m = floor(load) + 1;
    while erlangc(load, m) > promise
      m += 1;
    endwhile
    sizings{end + 1} = struct("offeredLoadErlangs", load, "waitProbability", promise, "serverCount", m);
  endfor
endfor

version_line = sprintf("GNU Octave %s, queueing %s", OCTAVE_VERSION, pkg("list", "queueing"){1}.version);
puts(jsonencode(struct("madeBy", "octave-cli --quiet --no-gui test/oracles/erlang-c.m", "version", version_line, ...
  "points", {points}, "sizings", {sizings})));
puts("\n");
