-- Asks for the paths named by `wrk -- paths` in turn.
local paths = {}
local place = 0

function init(args)
  for _, path in ipairs(args) do paths[#paths + 1] = path end
end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
