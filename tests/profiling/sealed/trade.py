"""Orders of a web shop, quotes for insurance (German) and listings of flats."""

import numpy as np

from tests.profiling.sealed.sheet import Columns, Sheet, blank, days, odds, put, stacked, trap

_GOODS = ("Emma Lamp", "Oskar Chair", "Ida Table", "Karl Shelf", "Nora Rug", "Bruno Desk", "Ella Mirror", "Hugo Sofa")


def _orders(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 4500
    price = rng.lognormal(3.6, 0.9, n)
    pieces = rng.integers(1, 6, n)
    size = rng.choice(["S", "M", "L", "XL", None], n)
    back = odds(rng, np.log(price) + 0.3 * pieces, 0.22)
    customer = rng.integers(0, 1900, n) + 71_000
    dollars = rng.random(n) < (0.08 if faulty else 0)
    note = rng.choice(["", "", "ring twice", "leave at door", "gift wrap please", "call before"], n)
    columns: Columns = {
        "order_no": [f"0{a}-{b:07d}" for a, b in zip(rng.integers(30, 49, n), rng.permutation(n) * 211, strict=True)],
        "placed": days("2024-05-01", np.sort(rng.integers(0, 400, n))),
        "cust": customer,
        "item": rng.choice(_GOODS, n),
        "unit_price": [f"${p:.2f}" if d else f"{p:.2f} €" for p, d in zip(price, dollars, strict=True)],
        "qty": pieces,
        "size": size,
        "ship_to": rng.choice(["Germany", "Austria", "France", "Poland"], n),
        "voucher": np.where(rng.random(n) < 0.15, "yes", ""),
        "basket": (price * pieces + rng.gamma(2, 8, n)).round(2),
        "note": note,
    }
    if faulty:
        countries = rng.choice(["Germany", "germany", "GERMANY", "Austria", "France", "Poland"], n)
        columns["ship_to"] = countries
        columns["note"] = [f"mail me: jo{at}@mail-post.com" if at % 9 == 0 else text for at, text in enumerate(note)]
        columns["refund_eur"] = np.where(back, price.round(2), 0)
    return {**columns, "returned": np.where(back, "Y", "N")}


def _quotes(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 3600
    worth = rng.lognormal(9.6, 0.5, n).round(-2)
    premium = (worth * 0.021 + rng.gamma(3, 40, n)).round(2)
    age = rng.integers(18, 88, n)
    sold = odds(rng, -premium / 200 + age / 40, 0.3)
    asked = days("2022-06-01", rng.integers(0, 800, n))
    columns: Columns = {
        "Angebot": [f"AN{value:07d}" for value in rng.permutation(n * 5)[:n]],
        "Datum": asked,
        "Alter_VN": age,
        "SF": rng.choice([*map(str, range(36)), "M"], n) if faulty else rng.integers(0, 36, n),
        "Typklasse": rng.integers(10, 26, n),
        "Fahrzeugwert": worth.astype(int),
        "Praemie": premium,
        "Garage": np.where(rng.random(n) < 0.4, "ja", ""),
        "Kanal": rng.choice(["Makler", "Online", "Telefon"], n),
        "Region": rng.choice(["Nord", "Süd", "Ost", "West"], n),
        "Vorversicherer": blank(rng.choice(["A-Vers", "Beta", "Gamma", "Delta"], n), rng.random(n) < 0.25),
    }
    if faulty:
        columns["Datum"] = put(asked, rng.random(n) < 0.03, "9999-12-31")
        columns["Police"] = blank([f"P{value}" for value in rng.permutation(n) + 88_000], ~sold)
        columns["IBAN"] = [_iban(value) for value in rng.integers(10**9, 10**10, n)]
        columns["Kanal"] = put(columns["Kanal"], rng.random(n) < 0.04, "On\u200bline")
    columns["Abschluss"] = sold.astype(int)
    if not faulty:
        return columns
    twice = rng.choice(n, 80, replace=False)
    return stacked(columns, twice, Abschluss=1 - sold[twice].astype(int))


def _iban(account: int) -> str:
    body = f"50010517{account:010d}"
    return f"DE{98 - int(body + '131400') % 97:02d}{body}"


def _flats(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 3200
    area = np.clip(rng.normal(78, 27, n), 18, 220).round()
    rooms = np.clip((area / 27 + rng.normal(0, 0.5, n)).round(), 1, 8).astype(int)
    year = rng.integers(1880, 2024, n)
    dear = rng.normal(0, 0.3, 150)
    where = rng.integers(0, 150, n)
    price = np.exp(np.log(area) + 8.2 + dear[where] + rng.normal(0, 0.15, n)).round(-3)
    feet = rng.random(n) < (0.05 if faulty else 0)
    columns: Columns = {
        "expose": rng.permutation(n) + 130_200_000,
        "zip": 20_000 + 37 * where,
        "living_area": [f"{a * 10.764:.0f} sq ft" if f else f"{a:.0f} m²" for a, f in zip(area, feet, strict=True)],
        "rooms": rooms,
        "built": year,
        "floor": rng.integers(0, 12, n),
        "condition": rng.choice(["new", "good", "needs work", "renovated"], n),
        "energy": blank(rng.choice(list("ABCDEFG"), n), rng.random(n) < 0.2),
        "balcony": np.where(rng.random(n) < 0.5, "x", ""),
    }
    if faulty:
        columns["eur_per_sqm"] = (price / area).round(2)
        columns["ln_p"] = np.log(price).round(5)
        columns["agent_tel"] = [f"+49 {a} {b}" for a, b in rng.integers((151, 2000000), (179, 9999999), (n, 2))]
    odd = rng.random(n) < (0.01 if faulty else 0)
    columns["asking"] = put(price.astype(int), odd, 99_999_999)
    if not faulty:
        return columns
    again = rng.choice(n, 120, replace=False)
    return stacked(columns, again, expose=np.arange(120) + 990_000_000)


SHEETS = (
    Sheet(
        "shop_orders",
        "returned",
        _orders,
        (
            trap("mixed_units", "unit_price"),
            trap("case_variants", "ship_to"),
            trap("pii_email", "note"),
            trap("label_among_features|suspicious_power|known_after_outcome", "refund_eur"),
        ),
        frozenset({"row_id:order_no", "group_key:cust"}),
    ),
    Sheet(
        "insurance_quotes",
        "Abschluss",
        _quotes,
        (
            trap("sentinel_date", "Datum"),
            trap("missing_tells_target|known_after_outcome", "Police"),
            trap("pii_account", "IBAN"),
            trap("hidden_characters", "Kanal"),
            trap("label_conflicts"),
        ),
        frozenset({"row_id:Angebot"}),
        separator="\t",
    ),
    Sheet(
        "flat_listings",
        "asking",
        _flats,
        (
            trap("mixed_units", "living_area"),
            trap("label_among_features|suspicious_power", "ln_p"),
            trap("pii_phone", "agent_tel"),
            trap("target_sentinel", "asking"),
            trap("near_duplicate_rows|duplicate_rows"),
        ),
        frozenset({"row_id:expose"}),
        separator="|",
    ),
)
