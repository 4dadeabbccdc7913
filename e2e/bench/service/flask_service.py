"""A price service on Flask and Redis in the shape of the published one, to measure the lab's beside it.

suggest_price answers from Redis or, where nothing is kept, with the price of greatest profit under a constant elasticity;
batch_update does so for many; price_history is what was suggested. It knows nothing of sales, rules or doubt.

usage: REDIS_URL=redis://127.0.0.1:6379 gunicorn --workers 1 --threads 4 flask_service:app
"""

import json
import os
import time

import redis
from flask import Flask, jsonify, request

app = Flask(__name__)
store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
kept_seconds = 300
kept_history = 100


def suggested(product):
    kept = store.get(f"price:{product}")
    if kept is not None:
        return {**json.loads(kept), "cached": True}
    known = store.hgetall(f"product:{product}")
    cost = float(known.get("cost", 6))
    elasticity = float(known.get("elasticity", -2.5))
    today = float(known.get("price", 10))
    wish = cost * elasticity / (elasticity + 1)
    price = round(max(0.85 * today, min(1.15 * today, wish)), 2)
    suggestion = {"product": product, "currentPrice": today, "price": price, "at": time.time()}
    line = json.dumps(suggestion)
    with store.pipeline() as together:
        together.set(f"price:{product}", line, ex=kept_seconds)
        together.lpush(f"history:{product}", line)
        together.ltrim(f"history:{product}", 0, kept_history - 1)
        together.execute()
    return {**suggestion, "cached": False}


@app.post("/suggest_price")
def suggest_price():
    return jsonify(suggested(request.get_json()["product"]))


@app.post("/batch_update")
def batch_update():
    return jsonify([suggested(product) for product in request.get_json()["products"]])


@app.get("/price_history/<product>")
def price_history(product):
    return jsonify([json.loads(line) for line in store.lrange(f"history:{product}", 0, -1)])


@app.get("/cpu_seconds")
def cpu_seconds():
    """Of this process, for whoever measures."""
    return jsonify(time.process_time())
