import pytest

from quanheng.domains.registration.rules.gazetteer import Gazetteer, township_from_address

COUNTY = Gazetteer(
    [
        ("500242", "酉阳土家族苗族自治县"),
        ("500102", "涪陵区"),
        ("500242101", "龙潭镇"),
        ("500102108", "龙潭镇"),
        ("500242001", "桃花源街道"),
        ("500242002", "钟多街道"),
        ("500242214", "两罾乡"),
        ("500242113", "小河镇"),
    ],
    {"500242101": ["龙谭"], "500242214": ["两增"]},
)


@pytest.mark.parametrize(
    ("address", "code", "confidence"),
    [
        ("重庆市酉阳土家族苗族自治县龙潭镇渤海路1号", "500242101", "certain"),
        ("重庆市酉阳县龙潭镇渤海路1号", "500242101", "certain"),
        ("酉阳自治县两罾乡内口村", "500242214", "certain"),
        ("重庆市酉阳县龙潭渤海路1号", "500242101", "likely"),
        ("重庆市酉阳县龙谭镇", "500242101", "likely"),
        ("酉阳县两增乡内口村", "500242214", "likely"),
        ("重庆市酉阳县钟多镇桃花源中路61号", "500242002", "likely"),
        ("重庆市酉阳县桃花源中路61号", "500242", "unknown"),
        ("酉阳县桃花源街道桃花源北路5号", "500242001", "certain"),
        ("重庆市涪陵区龙潭镇场镇", "500102108", "certain"),
        ("重庆市永川区龙潭镇", "", "unknown"),
        ("龙潭镇老街1号", "500242101", "likely"),
        ("安徽省宿州市埇桥南路8号", "", "unknown"),
        ("南通市人民中路9号", "", "unknown"),
        ("上海路15号", "500242", "unknown"),
        ("", "500242", "unknown"),
    ],
)
def test_an_address_names_its_township(address, code, confidence):
    place = township_from_address(address, COUNTY, home="500242")
    assert (place.area_code, place.confidence) == (code, confidence)
    assert place.because


def test_without_a_home_an_address_without_county_says_nothing():
    assert COUNTY.place("龙潭镇老街1号").area_code == ""


def test_a_gazetteer_of_nothing_finds_nothing():
    assert Gazetteer([]).place("酉阳县龙潭镇", home="500242").confidence == "unknown"
