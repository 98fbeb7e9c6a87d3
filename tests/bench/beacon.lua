-- Sends beacons of readers, each with an address of its own, over the articles named by `wrk -- numbers`.
local threads = 0
local articles = {}

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  for _, name in ipairs(args) do articles[#articles + 1] = name end
  math.randomseed(os.time() * 100 + number)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "text/plain"
  wrk.headers["Origin"] = string.format("http://%s:%s", wrk.host, wrk.port)
  wrk.headers["Accept-Language"] = "ko-KR,ko;q=0.9"
  wrk.headers["User-Agent"] =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
end

function request()
  wrk.headers["X-Forwarded-For"] = string.format(
    "%d.%d.%d.%d", math.random(20, 99), math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return wrk.format(nil, "/views/", nil, articles[math.random(#articles)])
end
