-- Asks for the paths named by `wrk -- paths` in turn, each time with another query.
local paths = {}
local place = 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  for _, path in ipairs(args) do paths[#paths + 1] = path end
  math.randomseed(os.time() * 100 + number)
end

function request()
  place = place % #paths + 1
  local query = string.format("utm_%d=%d&%d", math.random(99), math.random(2^31), math.random(2^31))
  return wrk.format("GET", paths[place] .. "?" .. query)
end
